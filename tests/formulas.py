"""Forty formulas of rising difficulty, and what each is said to be: TeX, and the text alternative."""

from __future__ import annotations

from collections.abc import Mapping

FORTY: Mapping[str, tuple[str, str]] = {
    "sum": (r"a+b=c", "a + b = c"),
    "sup": (r"x^2+y^2=z^2", "x² + y² = z²"),
    "subsup": (r"a_{n+1}^{2k}", "a_(n + 1)^(2k)"),
    "frac": (r"\frac{a+b}{c}", "(a + b)/c"),
    "sqrt": (r"\sqrt{2}+\sqrt[3]{x+1}", "√2 + ³√(x + 1)"),
    "greek": (r"\alpha\beta\Gamma\varepsilon\varphi", "αβΓεφ"),
    "rel": (r"a\le b\neq c\approx d\in E\subseteq F", "a ≤ b ≠ c ≈ d ∈ E ⊆ F"),
    "prime": (r"f'(x)+f''(x)", "f′(x) + f″(x)"),
    "func": (r"\sin^2\theta+\log_2 n", "sin² θ + log_2 n"),
    "operatorname": (r"\operatorname{rank}A+\operatorname*{arg\,max}_x f(x)", "rank A + (arg max)_x f(x)"),
    "text": (r"x>0\quad\text{if and only if}\quad y<0", "x > 0 if and only if y < 0"),
    "sumlim": (r"\sum_{k=1}^{\infty}\frac{1}{k^2}=\frac{\pi^2}{6}", "∑_(k = 1)^∞ 1/k² = π²/6"),
    "intlim": (r"\int_0^{\infty} e^{-x^2}\,dx=\frac{\sqrt{\pi}}{2}", "∫_0^∞ e^(−x²) dx = (√π)/2"),
    "intlimits": (r"\int\limits_{\partial\Omega}\omega=\iint_\Omega d\omega", "∫_(∂Ω) ω = ∬_Ω dω"),
    "oint": (r"\oint_C \mathbf{F}\cdot d\mathbf{r}", "∮_C 𝐅⋅d𝐫"),
    "lim": (r"\lim_{n\to\infty}\left(1+\frac1n\right)^n=e", "lim_(n → ∞) (1 + 1/n)^n = e"),
    "leftright": (r"\left[\frac{\left(a+\frac{b}{c}\right)}{\left\{d\right\}}\right]", "[((a + b/c))/({d})]"),
    "binom": (r"\binom{n}{k}=\frac{n!}{k!(n-k)!}", "(n ¦ k) = (n!)/(k!(n − k)!)"),
    "mathbb": (r"\mathbb{R}\subset\mathbb{C},\ \mathcal{L},\ \mathfrak{g},\ \mathrm{d}x", "ℝ ⊂ ℂ, ℒ, 𝔤, dx"),
    "accents": (r"\hat{x}+\bar{y}+\vec{v}+\tilde{z}+\dot{u}", "x̂ + ȳ + v⃗ + z̃ + u̇"),
    "wide": (r"\widehat{abc}+\overline{x+y}+\overrightarrow{AB}", "(abc)̂ + ((x + y))̄ + (AB)⃗"),
    "brace": (r"\underbrace{a+\cdots+a}_{n\text{ times}}+\overbrace{b+c}^{2}", "(a + ⋯ + a)_(n times) + (b + c)^2"),
    "pmatrix": (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)"),
    "bmatrix": (
        r"\begin{bmatrix}1&\cdots&0\\\vdots&\ddots&\vdots\\0&\cdots&1\end{bmatrix}",
        "[1, ⋯, 0; ⋮, ⋱, ⋮; 0, ⋯, 1]",
    ),
    "cases": (r"|x|=\begin{cases}x,&x\ge0\\-x,&\text{otherwise}\end{cases}", "|x| = {x, x ≥ 0; −x, otherwise"),
    "array": (r"\left(\begin{array}{cc|c}1&2&3\\\hline 4&5&6\end{array}\right)", "(1, 2, 3; 4, 5, 6)"),
    "aligned": (r"\begin{aligned}a&=b+c\\&=d+e+f\end{aligned}", "a = b + c; = d + e + f"),
    "align": (r"\begin{align}x&=1\\y&=2\end{align}", "x = 1; y = 2"),
    "alignstar": (r"\begin{align*}f(x)&=x^2 & g(x)&=x\\&=0&&=1\end{align*}", "f(x) = x² g(x) = x; = 0 = 1"),
    "gather": (r"\begin{gathered}a=b\\c=d\end{gathered}", "a = b; c = d"),
    "tag": (r"E=mc^2", "E = mc²"),
    "substack": (r"\sum_{\substack{1\le i\le n\\ i\neq j}}a_{ij}", "∑_(1 ≤ i ≤ n; i ≠ j) a_ij"),
    "macro0": (r"\newcommand{\RR}{\mathbb{R}}\newcommand{\abs}[1]{\left|#1\right|}f\colon\RR\to\RR", "f:ℝ → ℝ"),
    "macro1": (
        r"\newcommand{\RR}{\mathbb{R}}\newcommand{\abs}[1]{\left|#1\right|}\abs{\frac{x}{y}}\le 1",
        "|x/y| ≤ 1",
    ),
    "contfrac": (r"a_0+\cfrac{1}{a_1+\cfrac{1}{a_2+\cfrac{1}{a_3}}}", "a_0 + 1/(a_1 + 1/(a_2 + 1/(a_3)))"),
    "xarrow": (r"A\xrightarrow[\text{below}]{f\circ g}B", "A →_below^(f ∘ g) B"),
    "stackrel": (r"a\stackrel{\mathrm{def}}{=}b\overset{!}{=}c\underset{x}{\sim}d", "a =^def b =^! c ∼_x d"),
    "bigdelim": (r"\Bigl(\bigl[x\bigr]\Bigr)\Big|_{x=0}", "([x])|_(x = 0)"),
    "color": (r"\color{red}{x}+\boxed{y=1}+\cancel{z}", "x + y = 1 + z"),
    "mathstyle": (
        r"{\textstyle\sum_{i}}\,{\displaystyle\sum_i}\,\not\equiv\,\pmod{p}\,\dfrac12\tfrac12",
        "∑_i ∑_i ≢ (mod p) 1/2 1/2",
    ),
}
