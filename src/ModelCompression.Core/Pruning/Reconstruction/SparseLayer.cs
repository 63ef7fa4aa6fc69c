using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Pruning.Reconstruction;

/// <summary>A Conv, Gemm or MatMul with constant weights of its own, whose zeros, other weights and bias may be chosen anew.</summary>
internal sealed class SparseLayer
{
    private readonly Use _use;
    private readonly Use? _bias;
    private readonly WeightRows _order;
    private readonly float _alpha;

    private SparseLayer(Node node, TensorData weight, WeightRows order)
    {
        Node = node;
        _use = new Use(node, 1);
        _order = order;
        _alpha = node.Is("Gemm") ? node.Float("alpha", 1) : 1;
        _bias = BiasOf(node, order.Rows);
        var groups = node.Is("Conv") ? (int)node.Int("group", 1) : 1;
        Observed = new ObservedLayer(node.Name, LayerInput.Of(node), new LayerWindows(node, weight.Shape), groups, order.Rows, order.Columns);
        Weights = Array.ConvertAll(order.Read(weight.AsSpan<float>()), value => (double)value * _alpha);
    }

    public Node Node { get; }

    public ObservedLayer Observed { get; }

    /// <summary>Rows x columns, in the order of <see cref="WeightRows"/>.</summary>
    public double[] Weights { get; }

    /// <summary>True when a constant of its own is added to each output channel.</summary>
    public bool HasBias => _bias is not null;

    /// <summary>That constant, one value a row; zeros where there is none.</summary>
    public double[] Bias => _bias is { } use ? Array.ConvertAll(Constant(use).ToFloats(), value => (double)value) : new double[_order.Rows];

    /// <summary>The layer of a node, or null with the reason in <paramref name="why"/>.</summary>
    public static SparseLayer? Of(Node node, out string why)
    {
        why = "";
        if (node.Input(1) is not { Constant: { Element: ElementType.Float } weight, IsGraphOutput: false } value)
        {
            why = "the weight is not a constant of type Float, or is a graph output";
        }
        else if (value.Uses.Count > 1)
        {
            why = "several nodes share the weight, so no single one of them can be fitted";
        }
        else if (node.Is("Gemm") && (node.Int("transA", 0) != 0 || node.Float("alpha", 1) == 0))
        {
            why = "the product is transposed, or multiplied by 0";
        }
        else if (!node.Is("Conv") && weight.Shape.Rank != 2)
        {
            why = "the product is of more than two axes";
        }
        else
        {
            return new SparseLayer(node, weight, node.Is("Conv") ? WeightRows.Conv(weight.Shape, node.Int("group", 1)) : WeightRows.Matrix(weight.Shape, node.Int("transB", 0) != 0));
        }

        return null;
    }

    /// <summary>Values by row and column in the order of the tensor.</summary>
    public double[] PerElement(Func<int, int, double> valueOf)
    {
        var values = new double[Weights.Length];
        for (var row = 0; row < _order.Rows; row++)
        {
            for (var column = 0; column < _order.Columns; column++)
            {
                values[_order.Index(row, column)] = valueOf(row, column);
            }
        }

        return values;
    }

    /// <summary>Puts weights, and a bias where there is one, into the model.</summary>
    public void Store(GraphEditor edit, double[] weights, double[]? bias)
    {
        var shape = Constant(_use).Shape;
        var tensor = new float[shape.Count];
        for (var row = 0; row < _order.Rows; row++)
        {
            for (var column = 0; column < _order.Columns; column++)
            {
                tensor[_order.Index(row, column)] = (float)(weights[(row * _order.Columns) + column] / _alpha);
            }
        }

        ConstantInputs.Replace(edit, _use, TensorData.Floats(shape, tensor));
        if (_bias is { } use && bias is not null)
        {
            ConstantInputs.Replace(edit, use, TensorData.Floats(Constant(use).Shape, Array.ConvertAll(bias, value => (float)value)));
        }
    }

    private static TensorData Constant(Use use) => use.Node.Input(use.Index)?.Constant ?? throw new InvalidOperationException($"Input {use.Index} of {use.Node} is not constant.");

    /// <summary>Where the bias is stored: input 2, or the constant of an Add behind a product.</summary>
    private static Use? BiasOf(Node node, int rows)
    {
        if (node.IsAny("Conv", "Gemm"))
        {
            return node.Input(2) is { Constant: { Element: ElementType.Float } bias, Uses.Count: 1, IsGraphOutput: false } && bias.Count == rows && node.Float("beta", 1) == 1 ? new Use(node, 2) : null;
        }

        return node.Output(0) is { HasSingleUse: true } result && result.Uses[0].Node is { OpType: "Add" } add && add.Domain.Length == 0
            && Enumerable.Range(0, 2).Where(i => add.Input(i) is { Constant: { Element: ElementType.Float, Shape.Rank: 1 }, Uses.Count: 1, IsGraphOutput: false } found && found.Constant.Count == rows).ToList() is [var index]
            ? new Use(add, index)
            : null;
    }
}
