using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Rounding;

/// <summary>A node of a quantized model whose stored integers, and bias, may be chosen anew.</summary>
internal sealed class QuantizedLayer
{
    private readonly StoredWeights _stored;
    private readonly LayerBias? _bias;
    private readonly Node _original;
    private readonly float[] _scales;

    private QuantizedLayer(Node node, Node original, StoredWeights stored, WeightGrid grid)
    {
        Node = node;
        _original = original;
        _stored = stored;
        _bias = LayerBias.Of(node);
        Grid = grid;
        var weight = original.Input(1)?.Constant ?? throw new InvalidOperationException($"{original} has no constant weight.");
        Groups = original.Is("Conv") ? (int)original.Int("group", 1) : 1;
        Input = LayerInput.Of(node);
        Windows = new LayerWindows(original, weight.Shape);
        Weights = Limited(stored.Read(grid));
        _scales = (float[])Weights.Scales.Clone();
        Real = ReadReal(original, weight);
    }

    public Node Node { get; }

    /// <summary>Name of the node in the float model.</summary>
    public string Name => _original.Name;

    /// <summary>The integers its weights may be.</summary>
    public WeightGrid Grid { get; }

    public LayerInput Input { get; }

    public LayerWindows Windows { get; }

    public int Groups { get; }

    /// <summary>Integers in the order of <see cref="WeightRows"/>.</summary>
    public IntegerWeights Weights { get; }

    /// <summary>The weights of the float model in the order of <see cref="Weights"/>.</summary>
    public float[] Real { get; }

    public bool HasBias => _bias is not null;

    /// <summary>The layers of a quantized model that can be refined, in graph order.</summary>
    /// <param name="originals">The nodes of the float model by name.</param>
    /// <param name="grids">The integers each layer's weights may be, by name; other layers are left alone.</param>
    public static IReadOnlyList<QuantizedLayer> Of(Model model, IReadOnlyDictionary<string, Node> originals, IReadOnlyDictionary<string, WeightGrid> grids) =>
        [.. model.Graph.Nodes.Select(node => Of(node, originals, grids)).OfType<QuantizedLayer>()];

    /// <summary>Puts the integers of <see cref="Weights"/> into the model.</summary>
    public void Store(GraphEditor edit)
    {
        _stored.Write(edit, Weights);
        if (!Weights.Scales.AsSpan().SequenceEqual(_scales) && Input.Scale?.Constant is { } scale)
        {
            var input = scale.ToFloats()[0];
            _bias?.Rescale(edit, Array.ConvertAll(Weights.Scales, weight => weight * input));
        }
    }

    /// <summary>The bias the float layer's output holds, one real value per output channel, as it is stored now; zeros when it holds none.</summary>
    public double[] BiasInTarget() => _bias is not null && _original.Input(2) is not null ? _bias.Values : new double[Weights.Rows];

    /// <summary>Adds a correction (one real value per output channel) to the bias.</summary>
    public void AddToBias(GraphEditor edit, ReadOnlySpan<double> correction) => _bias?.Add(edit, correction);

    private static QuantizedLayer? Of(Node node, IReadOnlyDictionary<string, Node> originals, IReadOnlyDictionary<string, WeightGrid> grids) =>
        StoredWeights.Of(node) is var (stored, name) && grids.TryGetValue(name, out var grid) && originals.TryGetValue(name, out var original)
        && original.Input(1)?.Constant is { Element: ElementType.Float } ? new QuantizedLayer(node, original, stored, grid) : null;

    /// <summary>Leaves out scales with which an int32 bias could not take up a correction of its own size.</summary>
    private IntegerWeights Limited(IntegerWeights weights)
    {
        if (_bias is null || weights.ScaleChoices is not { } choices || Input.Scale?.Constant is not { } scale)
        {
            return weights;
        }

        var (bias, input) = (_bias.Values, scale.ToFloats()[0]);
        return weights with { ScaleChoices = row => [.. choices(row).Where((choice, i) => i == 0 || choice > 2 * IntegerBias.SmallestWeightScale((float)bias[row], input))] };
    }

    private float[] ReadReal(Node original, TensorData weight)
    {
        var rows = original.Is("Conv") ? WeightRows.Conv(weight.Shape, Groups) : WeightRows.Matrix(weight.Shape, original.Int("transB", 0) != 0);
        var factor = original.Is("Gemm") ? original.Float("alpha", 1) : 1;
        return Array.ConvertAll(rows.Read(weight.AsSpan<float>()), value => value * factor);
    }
}
