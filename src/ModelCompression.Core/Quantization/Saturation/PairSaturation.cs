using ModelCompression.Ir;

namespace ModelCompression.Quantization.Saturation;

/// <summary>An operator whose result may depend on the CPU.</summary>
/// <param name="Node">Name of the node, or of its first output when it has none.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Pairs">Pairs of neighbouring weights.</param>
/// <param name="RiskyPairs">Pairs whose sum of products can leave 16 bits.</param>
/// <param name="Rows">Rows of weights (output channels).</param>
/// <param name="RiskyRows">Rows with such a pair.</param>
/// <param name="LargestActivation">Bound of the activations the proof rests on, 0 to 255.</param>
/// <param name="IsKnown">False when the s8 operand is computed at run time, so that nothing can be proven; the counts are 0.</param>
public sealed record SaturatingLayer(string Node, string Operator, long Pairs, long RiskyPairs, int Rows, int RiskyRows, int LargestActivation, bool IsKnown);

/// <summary>What was found in a model.</summary>
/// <param name="Products">Number of u8 x s8 products in the model, clean ones included.</param>
/// <param name="Layers">Those that can saturate, in graph order.</param>
public sealed record SaturationFindings(int Products, IReadOnlyList<SaturatingLayer> Layers);

/// <summary>
/// Proves from weights and bounds of the activations alone, on any host, which u8 x s8 products can saturate on x64 CPUs without VNNI: those with two neighbouring
/// weights, in the order of <see cref="WeightRows"/>, whose same-signed sum exceeds <see cref="PairLimit"/>.
/// </summary>
public static class PairSaturation
{
    public static SaturationFindings Of(Model model)
    {
        var products = IntegerProducts.Of(model).ToList();
        return new SaturationFindings(products.Count, [.. products.Select(Inspect).OfType<SaturatingLayer>()]);
    }

    private static SaturatingLayer? Inspect(IntegerProduct product)
    {
        var node = product.Node;
        var name = node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault(output => output is not null)?.Name ?? "";
        if (product is not { Weight: { } weight, Rows: { } rows })
        {
            return new SaturatingLayer(name, node.OpType, 0, 0, 0, 0, product.LargestActivation, IsKnown: false);
        }

        if (!rows.HasPairs)
        {
            return null;
        }

        var limit = PairLimit.For(product.LargestActivation);
        var values = weight.AsSpan<sbyte>();
        long risky = 0;
        var riskyRows = 0;
        for (var row = 0; row < rows.Rows; row++)
        {
            var before = risky;
            for (var column = 0; column < rows.Columns; column += 2)
            {
                int first = values[rows.Index(row, column)];
                var second = column + 1 < rows.Columns ? values[rows.Index(row, column + 1)] : 0;
                var sum = Math.Max(Math.Max(first, 0) + Math.Max(second, 0), Math.Max(-first, 0) + Math.Max(-second, 0));
                risky += sum > limit ? 1 : 0;
            }

            riskyRows += risky > before ? 1 : 0;
        }

        return risky == 0 ? null : new SaturatingLayer(name, node.OpType, rows.Rows * ((rows.Columns + 1L) / 2), risky, rows.Rows, riskyRows, product.LargestActivation, IsKnown: true);
    }
}
