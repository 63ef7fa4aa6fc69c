using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Weights of MatMul and Gemm in blocks of 4 or 8 bits, multiplied as they are stored (MatMulNBits of the runtime, which quantizes the activations to 8 bits on the
/// way: accuracy level 4, the only one that is faster than floating point). Needs no data.
/// </summary>
[Strategy("WeightOnly", "Weights of MatMul and Gemm in blocks of 4 or 8 bits, everything else in floating point; needs no data.")]
public sealed class WeightOnlyQuantizer : IQuantizer
{
    /// <summary>Casting and multiplying the scales needs it.</summary>
    private const int MinOpset = 7;

    public bool NeedsRanges => false;

    public QuantizationPlan Plan(Model model, QuantizationInputs inputs)
    {
        var products = new List<BlockProduct>();
        var skipped = new List<Skipped>();
        var shared = new Dictionary<(Value Weight, bool Transposed, NodeSettings Settings), BlockWeights>();
        foreach (var node in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => node.IsAny("MatMul", "Gemm")))
        {
            var settings = inputs.SettingsOf(node);
            var problem = inputs.Excluded.GetValueOrDefault(node) ?? Problem(model, node, settings, inputs.TypeOf) ?? SchemeCost.OfBlocks(node, settings, inputs.TypeOf);
            if (problem is not null)
            {
                skipped.Add(new Skipped(node.Name, problem));
                continue;
            }

            var weight = node.Input(1) ?? throw new InvalidOperationException($"{node} has no weight.");
            var transposed = node.Int("transB", 0) != 0;
            if (!shared.TryGetValue((weight, transposed, settings), out var quantized))
            {
                shared[(weight, transposed, settings)] = quantized = Quantize(weight, transposed, settings);
            }

            products.Add(new BlockProduct(node, weight, quantized));
        }

        return new QuantizationPlan(products.Count == 0 ? [] : [new WeightOnlyQuantization(products)], skipped);
    }

    private static BlockWeights Quantize(Value weight, bool transposed, NodeSettings settings)
    {
        var data = weight.Constant ?? throw new InvalidOperationException($"{weight} is not constant.");
        var grid = new BlockGrid(settings.WeightBits, settings.BlockSize, settings.WeightSymmetry == Symmetry.Symmetric);
        return new BlockQuantizer(grid).Quantize(data.AsSpan<float>(), WeightRows.Matrix(data.Shape, transposed));
    }

    private static string? Problem(Model model, Node node, NodeSettings settings, Func<Value, TensorType?> typeOf)
    {
        if (settings.WeightBits is not (4 or 8))
        {
            return "the runtime multiplies weights of 4 or 8 bits in blocks, not of " + settings.WeightBits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (model.Opset < MinOpset)
        {
            return $"scales in 8 bits need opset {MinOpset}, the model has {model.Opset}";
        }

        return MatrixWeight.Problem(node) ?? InputProblem(node, typeOf);
    }

    private static string? InputProblem(Node node, Func<Value, TensorType?> typeOf) =>
        node.Input(0) is { } input && typeOf(input) is { Rank: >= 2 } ? null : "the number of dimensions of its input is not known to be 2 or more";
}
