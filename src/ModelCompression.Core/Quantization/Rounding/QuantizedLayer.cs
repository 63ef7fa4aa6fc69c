using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Rounding;

/// <summary>A node of a quantized model whose stored integers, and bias, may be chosen anew.</summary>
internal sealed class QuantizedLayer
{
    private readonly Value _stored;
    private readonly Value _scales;
    private readonly WeightRows _rows;
    private readonly LayerBias? _bias;
    private readonly Use _use;
    private readonly Node _original;

    private QuantizedLayer(Node node, Node original, Use stored, Value scales, WeightRows rows, long groups, WeightGrid grid)
    {
        Node = node;
        Name = original.Name;
        _use = stored;
        _stored = stored.Node.Input(stored.Index) ?? throw new InvalidOperationException($"{node} has no weight.");
        _scales = scales;
        _rows = rows;
        Groups = (int)groups;
        Input = LayerInput.Of(node);
        Windows = new LayerWindows(node, Stored.Shape);
        _bias = LayerBias.Of(node);
        Weights = ReadWeights(grid);
        Real = ReadReal(original);
        _original = original;
    }

    public Node Node { get; }

    /// <summary>Name of the node in the float model.</summary>
    public string Name { get; }

    public LayerInput Input { get; }

    public LayerWindows Windows { get; }

    public int Groups { get; }

    /// <summary>Integers in the order of <see cref="WeightRows"/>.</summary>
    public IntegerWeights Weights { get; }

    /// <summary>The weights of the float model in the order of <see cref="Weights"/>.</summary>
    public float[] Real { get; }

    public bool HasBias => _bias is not null;

    private TensorData Stored => _stored.Constant ?? throw new InvalidOperationException($"{_stored} is not constant.");

    /// <summary>The layers of a quantized model that can be refined, in graph order. <paramref name="originals"/>: the nodes of the float model.</summary>
    public static IReadOnlyList<QuantizedLayer> Of(Model model, IReadOnlyDictionary<string, Node> originals, IReadOnlyDictionary<string, WeightGrid> grids) =>
        [.. model.Graph.Nodes.Select(node => Of(node, originals, grids)).OfType<QuantizedLayer>()];

    /// <summary>Puts the integers of <see cref="Weights"/> into the model.</summary>
    public void Store(GraphEditor edit)
    {
        var values = new sbyte[Stored.Count];
        for (var row = 0; row < Weights.Rows; row++)
        {
            for (var column = 0; column < Weights.Columns; column++)
            {
                values[_rows.Index(row, column)] = (sbyte)Weights.Values[row * Weights.Columns + column];
            }
        }

        ConstantInputs.Replace(edit, _use, TensorData.Of(ElementType.Int8, Stored.Shape, values));
    }

    /// <summary>Adds a correction (one real value per output channel) to the bias.</summary>
    public void AddToBias(GraphEditor edit, ReadOnlySpan<double> correction) => _bias?.Add(edit, correction);

    /// <summary>The bias the float layer's output holds, one real value per output channel, as it is stored now; zeros when it holds none.</summary>
    public double[] BiasInTarget() => _bias is not null && _original.Input(2) is not null ? _bias.Values : new double[Weights.Rows];

    private static QuantizedLayer? Of(Node node, IReadOnlyDictionary<string, Node> originals, IReadOnlyDictionary<string, WeightGrid> grids)
    {
        if (node.Is("MatMulInteger") && node.Name.EndsWith(DynamicSuffix, StringComparison.Ordinal))
        {
            var name = node.Name[..^DynamicSuffix.Length];
            return originals.TryGetValue(name, out var original) && grids.TryGetValue(name, out var grid) && node.Input(1) is { Constant: { Element: ElementType.Int8, Shape.Rank: 2 } matrix, Uses.Count: 1 }
                && DynamicScales(node) is { Constant: not null } scales
                ? new QuantizedLayer(node, original, new Use(node, 1), scales, WeightRows.Matrix(matrix.Shape, transposed: false), 1, grid)
                : null;
        }

        if (!node.IsAny("Conv", "Gemm", "MatMul") || originals.GetValueOrDefault(node.Name) is not { } twin || !grids.TryGetValue(node.Name, out var ownGrid)
            || node.Input(1)?.Producer is not { OpType: "DequantizeLinear" } weight || node.Input(0)?.Producer is not { OpType: "DequantizeLinear" }
            || weight.Input(0) is not { Constant: { Element: ElementType.Int8 } stored } || weight.Input(1) is not { Constant: not null } scale || node.Input(1) is not { Uses.Count: 1 })
        {
            return null;
        }

        var groups = node.Is("Conv") ? node.Int("group", 1) : 1;
        var rows = node.Is("Conv") ? WeightRows.Conv(stored.Shape, groups) : WeightRows.Matrix(stored.Shape, node.Int("transB", 0) != 0);
        return new QuantizedLayer(node, twin, new Use(weight, 0), scale, rows, groups, ownGrid);
    }

    private const string DynamicSuffix = "_integer";

    /// <summary>MatMulInteger -> Cast -> Mul(., Mul(input scale, weight scales)).</summary>
    private static Value? DynamicScales(Node node) =>
        node.Output(0) is { HasSingleUse: true } product && product.Uses[0].Node is { OpType: "Cast" } cast
        && cast.Output(0) is { HasSingleUse: true } real && real.Uses[0].Node is { OpType: "Mul" } scaled
        && scaled.Input(1)?.Producer is { OpType: "Mul" } scales
            ? scales.Input(1)
            : null;

    private IntegerWeights ReadWeights(WeightGrid grid)
    {
        var stored = Stored.AsSpan<sbyte>();
        var scales = (_scales.Constant ?? throw new InvalidOperationException($"{_scales} is not constant.")).ToFloats();
        var values = new int[_rows.Rows * _rows.Columns];
        for (var row = 0; row < _rows.Rows; row++)
        {
            for (var column = 0; column < _rows.Columns; column++)
            {
                values[row * _rows.Columns + column] = stored[_rows.Index(row, column)];
            }
        }

        var limit = grid.Largest;
        var perRow = scales.Length == _rows.Rows ? scales : [.. Enumerable.Repeat(scales[0], _rows.Rows)];
        return new IntegerWeights(_rows.Rows, _rows.Columns, Math.Max(1, _rows.Columns), values, perRow, [.. Enumerable.Repeat(-limit, _rows.Rows)], [.. Enumerable.Repeat(limit, _rows.Rows)])
        {
            PairLimit = _rows.HasPairs ? grid.PairLimit : null,
        };
    }

    private float[] ReadReal(Node original)
    {
        var data = original.Input(1)?.Constant ?? throw new InvalidOperationException($"{original} has no constant weight.");
        var rows = original.Is("Conv") ? WeightRows.Conv(data.Shape, Groups) : WeightRows.Matrix(data.Shape, original.Int("transB", 0) != 0);
        var source = data.AsSpan<float>();
        var factor = original.Is("Gemm") ? original.Float("alpha", 1) : 1;
        var real = new float[rows.Rows * rows.Columns];
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var column = 0; column < rows.Columns; column++)
            {
                real[row * rows.Columns + column] = source[rows.Index(row, column)] * factor;
            }
        }

        return real;
    }
}
