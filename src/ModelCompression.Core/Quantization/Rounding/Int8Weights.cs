using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Rounding;

/// <summary>An s8 tensor with one scale, or one for each output channel.</summary>
internal sealed class Int8Weights : StoredWeights
{
    /// <summary>Scales tried, in units of the present one, which reaches the largest weight or is larger to keep pairs within their limit.</summary>
    private static readonly float[] Factors = [.. Enumerable.Range(0, 28).Select(step => 1 - step * 0.025f)];

    private readonly Use _use;
    private readonly Use _scaleUse;
    private readonly TensorData _stored;
    private readonly float[] _scales;
    private readonly WeightRows _rows;

    private Int8Weights(Use use, Use scaleUse, TensorData stored, TensorData scales, WeightRows rows)
    {
        (_use, _scaleUse, _stored, _scales, _rows) = (use, scaleUse, stored, scales.ToFloats(), rows);
    }

    /// <summary>Input 1 of Conv, Gemm or MatMul behind DequantizeLinear; null for integers that several layers read, which would then need a copy each.</summary>
    public static Int8Weights? OfStatic(Node node)
    {
        if (node.Input(1) is not { Uses.Count: 1, Producer: { OpType: "DequantizeLinear" } weight } || node.Input(0)?.Producer is not { OpType: "DequantizeLinear" }
            || weight.Input(0) is not { Uses.Count: 1, Constant: { Element: ElementType.Int8 } stored } || weight.Input(1)?.Constant is not { } scales)
        {
            return null;
        }

        var rows = node.Is("Conv") ? WeightRows.Conv(stored.Shape, node.Int("group", 1)) : stored.Shape.Rank == 2 ? WeightRows.Matrix(stored.Shape, node.Int("transB", 0) != 0) : null;
        return rows is null ? null : new Int8Weights(new Use(weight, 0), new Use(weight, 1), stored, scales, rows);
    }

    /// <summary>Input 1 of MatMulInteger, with MatMulInteger -> Cast -> Mul(., Mul(input scale, weight scales)) behind it.</summary>
    public static Int8Weights? OfDynamic(Node node) =>
        node.Input(1) is { Uses.Count: 1, Constant: { Element: ElementType.Int8, Shape.Rank: 2 } stored } && DynamicChain.ScaleUse(node) is { } use && use.Node.Input(use.Index)?.Constant is { } scales
            ? new Int8Weights(new Use(node, 1), use, stored, scales, WeightRows.Matrix(stored.Shape, transposed: false))
            : null;

    public override IntegerWeights Read(WeightGrid grid)
    {
        var values = Array.ConvertAll(_rows.Read(_stored.AsSpan<sbyte>()), value => (int)value);
        var perRow = _scales.Length == _rows.Rows;
        var scales = perRow ? (float[])_scales.Clone() : [.. Enumerable.Repeat(_scales[0], _rows.Rows)];
        return new IntegerWeights(
            _rows.Rows, _rows.Columns, Math.Max(1, _rows.Columns), values, scales, [.. Enumerable.Repeat(-grid.Largest, _rows.Rows)], [.. Enumerable.Repeat(grid.Largest, _rows.Rows)])
        {
            PairLimit = _rows.HasPairs ? grid.PairLimit : null,
            ScaleChoices = perRow ? row => [.. Factors.Select(factor => _scales[row] * factor).Where(float.IsNormal)] : null,
        };
    }

    public override void Write(GraphEditor edit, IntegerWeights weights)
    {
        var values = new sbyte[_stored.Count];
        for (var row = 0; row < weights.Rows; row++)
        {
            for (var column = 0; column < weights.Columns; column++)
            {
                values[_rows.Index(row, column)] = (sbyte)weights.Values[row * weights.Columns + column];
            }
        }

        ConstantInputs.Replace(edit, _use, TensorData.Of(ElementType.Int8, _stored.Shape, values));
        if (!weights.Scales.AsSpan(0, Math.Min(_scales.Length, weights.Scales.Length)).SequenceEqual(_scales))
        {
            ConstantInputs.Replace(edit, _scaleUse, TensorData.Floats(_scaleUse.Node.Input(_scaleUse.Index)?.Constant?.Shape ?? Shape.Scalar, weights.Scales));
        }
    }
}
