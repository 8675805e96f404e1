"""What a drawing may consist of: elements, attributes and style properties that only draw.

What is not listed here does not pass. Not listed on purpose: script, foreignObject, SMIL animation,
feImage, cursor, SVG fonts, metadata, event attributes, every foreign namespace.
Source: SVG 1.1 (second edition) and SVG 2, chapters Styling, Shapes, Text, Painting, Masking, Filters.
"""


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set, so that the lists below read as lists of words."""
    return frozenset(text.split())


CONTAINERS = words("svg g defs symbol switch clipPath mask marker pattern")
SHAPES = words("path rect circle ellipse line polyline polygon use image")
TEXTS = words("text tspan textPath title desc style")
"""Elements whose own characters mean something; elsewhere characters are dropped."""
PAINT = words("linearGradient radialGradient stop filter")
FILTER_PRIMITIVES = words(
    """feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDropShadow feFlood feGaussianBlur feMerge feMorphology feOffset
    feSpecularLighting feTile feTurbulence"""
)
FILTER_PARTS = words("feDistantLight feFuncA feFuncB feFuncG feFuncR feMergeNode fePointLight feSpotLight")
ELEMENTS = CONTAINERS | SHAPES | TEXTS | PAINT | FILTER_PRIMITIVES | FILTER_PARTS

PROPERTIES = words(
    """alignment-baseline baseline-shift clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering direction display dominant-baseline fill fill-opacity
    fill-rule filter flood-color flood-opacity font font-family font-feature-settings font-kerning
    font-size font-size-adjust font-stretch font-style font-variant font-variant-ligatures
    font-variation-settings font-weight image-rendering isolation letter-spacing lighting-color
    line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow
    paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-align text-anchor text-decoration text-indent text-orientation text-overflow text-rendering
    text-transform transform transform-box transform-origin unicode-bidi vector-effect visibility
    white-space word-spacing writing-mode"""
)
"""Style properties; each may also stand as an attribute."""

ATTRIBUTES = PROPERTIES | words(
    """amplitude aria-hidden aria-label aria-labelledby aria-roledescription azimuth baseFrequency bias
    class clipPathUnits cx cy d diffuseConstant divisor dx dy edgeMode elevation exponent filterUnits fr
    fx fy gradientTransform gradientUnits height id in in2 intercept k1 k2 k3 k4 kernelMatrix
    kernelUnitLength lang lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth
    maskContentUnits maskUnits method mode numOctaves offset operator order orient pathLength
    patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha
    preserveAspectRatio primitiveUnits r radius refX refY result role rotate rx ry scale seed side slope
    spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles
    surfaceScale systemLanguage tableValues targetX targetY textLength type values version viewBox width
    x x1 x2 xChannelSelector y y1 y2 yChannelSelector z"""
)

REFERRING = words("use linearGradient radialGradient pattern textPath filter")
"""Elements whose href may point into the same file."""

LARGEST: dict[tuple[str, str], float] = {
    ("feTurbulence", "numOctaves"): 8,
    ("feGaussianBlur", "stdDeviation"): 500,
    ("feDropShadow", "stdDeviation"): 500,
    ("feMorphology", "radius"): 200,
    ("feConvolveMatrix", "order"): 9,
}
"""Numbers that decide how long a renderer works; above them, the attribute goes."""
