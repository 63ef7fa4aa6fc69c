using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Testing;

/// <summary>
/// A compact text for graphs, close to ONNX's own textual form:
/// <code>
/// opset 17                                      // default 17; "opset com.microsoft 1" imports another domain (done by itself when used)
/// ir 8                                          // default 8
/// input x: float[N,3,8,8]                       // sizes, symbols or ?; "float" alone has unknown rank, "float[]" is a scalar
/// input b: float[4] = {1, 2, 3, 4}              // an initializer that callers may override
/// w = const float[4,3,3,3] seed 1               // uniform in [-1, 1); "seed 1 range 0.5 2" in [0.5, 2)
/// c = const float[2] {1, 2}                     // or "fill 0"; nothing at all means zeros, and any content when it is an expectation
/// y: float[N,4,8,8] = Conv(x, w) &lt;pads=[1,1,1,1], auto_pad="NOTSET"&gt;
/// p, _ = Split(y, c)                            // several outputs; _ is an absent input or output
/// g = com.microsoft.Gelu(p)
/// z = If(cond) &lt;then_branch=graph { a = Relu(g) output a }, else_branch=graph { b = Neg(g) output b }&gt;
/// output z                                      // or "output z: float[N,4]"
/// </code>
/// Attribute values: 1 (int), 1.0 (float), "text", lists of those, <c>float[2] {1, 2}</c> (tensor), <c>graph { ... }</c>.
/// </summary>
public static class GraphText
{
    /// <exception cref="FormatException">The text is wrong; the message names the line.</exception>
    public static Model Parse(string text) => new GraphTextParser(text).Model();

    /// <summary>
    /// Prints a model in a canonical form: nodes in depth-first order from the outputs (unreachable ones last), values numbered, attributes by name,
    /// node names and declared types of intermediates left out. Equal structures with equal constants print equally.
    /// </summary>
    public static string Print(Model model) => new GraphTextPrinter(_ => true).Print(model);

    /// <summary>Null when <paramref name="actual"/> has the structure <paramref name="expected"/> describes, else both forms with the first difference marked.</summary>
    public static string? Difference(string expected, Model actual)
    {
        var parser = new GraphTextParser(expected);
        var model = parser.Model();
        var want = new GraphTextPrinter(value => !parser.AnyContent.Contains(value)).Print(model).Split('\n');
        var got = Print(actual).Split('\n');
        for (var i = 0; i < Math.Max(want.Length, got.Length); i++)
        {
            if (i >= want.Length || i >= got.Length || !LineMatches(want[i], got[i]))
            {
                return $"line {i + 1}:\n  expected {want.ElementAtOrDefault(i)}\n  found    {got.ElementAtOrDefault(i)}\n"
                    + $"expected graph:\n{string.Join('\n', want)}\nfound graph:\n{string.Join('\n', got)}";
            }
        }

        return null;
    }

    private static bool LineMatches(string want, string got)
    {
        var any = want.IndexOf(GraphTextPrinter.AnyContent, StringComparison.Ordinal);
        return any < 0 ? want == got : got.StartsWith(want[..any], StringComparison.Ordinal) && got.Contains('{');
    }

    /// <summary>Name of an element type in the text, for example <c>float</c> or <c>int64</c>.</summary>
    internal static string NameOf(ElementType element) => element.ToString().ToLowerInvariant();
}
