/** Commands that MathJax, which GitHub uses, knows and KaTeX, which VS Code's preview uses, does not. A test compares the lists with both. */
export const mathjaxOnly: ReadonlySet<string> = new Set(
  `
    AXC Aboxed ArrowBetweenLines Arrowvert Axiom AxiomC BIC BinaryInf BinaryInfC DeclareMathOperator DeclarePairedDelimiter
    DeclarePairedDelimiterX DeclarePairedDelimiterXPP DeclarePairedDelimiters DeclarePairedDelimitersX DeclarePairedDelimitersXPP
    Ketbra LL LeftLabel MTFlushSpaceAbove MTFlushSpaceBelow MTThinColon MoveEqLeft Newextarrow QuaternaryInf QuaternaryInfC QuinaryInf
    QuinaryInfC RL RightLabel Rule Space TIC Tiny TrinaryInf TrinaryInfC UIC UnaryInf UnaryInfC Updelta Upgamma Uplambda Upomega Upphi
    Uppi Uppsi Upsigma Uptheta Upupsilon Upxi abovewithdelims adjustlimits alwaysDashedLine alwaysNoLine alwaysRootAtBottom
    alwaysRootAtTop alwaysSingleLine alwaysSolidLine array arrowvert atopwithdelims bbFont bbox bigtimes bracevert buildrel cancelto
    cases cellcolor celsius centerOver centercolon centernot class columncolor cr cramped crampedclap crampedllap crampedrlap
    crampedsubstack cssId dashedLine definecolor displaylines divsymbol enclose eqalign eqalignno eqref fCenter framebox hfil hfill
    hfilll idotsint iiiint ketbra label leftroot leqalignno longLeftrightharpoons longRightleftharpoons longleftrightarrows
    longrightleftharpoons lower mathbfcal mathbffrak mathbfit mathbfscr mathbfsf mathbfsfit mathbfsfup mathbfup mathmakebox mathmbox
    mathsfup mathtip mathtoolsset mathup matrix mbox micro minCDarrowheight minCDarrowwidth mit mmlToken moveleft moveright mspace
    ndownarrow newenvironment newtagform noLine nonscript notChar nuparrow ohm oldstyle overparen overunderset overwithdelims
    perthousand pmatrix prescript raise ref refeq renewenvironment renewtagform root rootAtBottom rootAtTop rowcolor scr
    shortvdotswithin shoveleft shoveright sideset singleLine skew solidLine splitdfrac splitfrac stackbin strut style symbb symbf
    symbfcal symbffrak symbfit symbfscr symbfsf symbfsfit symbfsfup symbfup symcal symfrak symit symnormal symrm symscr symsf symsfit
    symsfup symtt symup textacutedbl textasciiacute textasciibreve textasciicaron textasciicircum textasciidieresis textasciimacron
    textasciitilde textasteriskcentered textbackslash textbaht textbar textbardbl textbigcircle textblank textborn textbraceleft
    textbraceright textbrokenbar textbullet textcelsius textcent textcentoldstyle textcircledP textclap textcolonmonetary
    textcompwordmark textcopyleft textcurrency textdagger textdaggerdbl textdegree textdied textdiscount textdiv textdivorced
    textdollar textdollaroldstyle textdong textdownarrow texteightoldstyle textellipsis textemdash textendash textestimated texteuro
    textexclamdown textfiveoldstyle textflorin textfouroldstyle textfractionsolidus textgravedbl textgreater textguarani
    textinterrobang textinterrobangdown textlangle textlbrackdbl textleftarrow textless textlira textllap textlnot textlquill
    textmarried textmho textminus textmu textmusicalnote textnaira textnineoldstyle textnumero textohm textonehalf textoneoldstyle
    textonequarter textonesuperior textopenbullet textordfeminine textordmasculine textparagraph textperiodcentered textpertenthousand
    textperthousand textpeso textpm textquestiondown textquotedblleft textquotedblright textquoteleft textquoteright textrangle
    textrbrackdbl textrecipe textreferencemark textrightarrow textrlap textrquill textsection textservicemark textsevenoldstyle
    textsixoldstyle textsterling textsurd textthreeoldstyle textthreequarters textthreesuperior texttildelow texttimes texttip
    texttrademark texttwooldstyle texttwosuperior textunderscore textuparrow textvisiblespace textwon textyen textzerooldstyle toggle
    underparen unicode upalpha upbeta upchi updelta upepsilon upeta upgamma upiota upkappa uplambda upmu upnu upomega upomicron upphi
    uppi uppsi uprho uproot upsigma uptau uptheta upupsilon upvarepsilon upvarphi upvarpi upvarrho upvarsigma upvartheta upxi upzeta
    usetagform vdotswithin xLeftrightharpoons xRightleftharpoons xmathstrut
  `
    .trim()
    .split(/\s+/),
);

/** Environments of MathJax itself and its AMS extension, which every MathJax has, that KaTeX does not know. */
export const mathjaxOnlyEnvironments: ReadonlySet<string> = new Set(
  'eqnarray eqnarray* flalign flalign* multline multline* xalignat xalignat* xxalignat'.split(' '),
);

/** Environments of MathJax's other extensions: nobody has said which of them GitHub has. */
export const mathjaxExtraEnvironments: ReadonlySet<string> = new Set(
  `
    Bsmallmatrix Bsmallmatrix* Vsmallmatrix Vsmallmatrix* bsmallmatrix bsmallmatrix* cases* crampedsubarray dcases* drcases* empheq lgathered
    multlined numcases prooftree psmallmatrix psmallmatrix* rcases* rgathered smallmatrix* spreadlines subnumcases vsmallmatrix vsmallmatrix*
  `
    .trim()
    .split(/\s+/),
);

/** The other way round. */
export const katexOnly: ReadonlySet<string> = new Set(
  `
    Alpha Beta Chi Complex DOTSB DOTSI DOTSX Dagger Darr Epsilon Eta Harr Iota KaTeX Kappa Larr Lrarr Mu N Nu Omicron Overrightarrow R
    Rarr Reals Rho Tau Uarr Z Zeta alef alefsym angl angln approxcolon approxcoloncolon arcctg arctg argmax argmin bm bold bull ch
    clubs cnums coloncolon coloncolonapprox coloncolonequals coloncolonminus coloncolonsim colonequals colonminus cosec cotg ctg cth
    dArr dag darr ddag diamonds dotsx edef emph empty enskip equalscolon equalscoloncolon exist footnotesize gdef hArr harr hearts
    image imageof infin isin lArr lBrace lang larr llbracket lrArr lrarr mathellipsis mathsterling medspace minuscolon minuscoloncolon
    minuso natnums notni oiiint oiint operatornamewithlimits origof overgroup overleftharpoon overlinesegment overrightharpoon phase
    plim plusmn providecommand rArr rBrace raisebox rang rarr ratio real reals rrbracket sdot sect sh simcolon simcoloncolon sixptsize
    sout spades sub sube supe textcircled textmd tg th thetasym thickspace uArr uarr underbar undergroup underlinesegment utilde
    varvdots vcentcolon weierp widecheck xdef xleftequilibrium xrightequilibrium xrightleftarrows
  `
    .trim()
    .split(/\s+/),
);
