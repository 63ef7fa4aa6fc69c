using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Rounding;

/// <summary>The codes of a MatMulNBits with scales Cast(codes) * unit; see <see cref="WeightOnlyQuantization"/>. Zero points are taken off the codes.</summary>
internal sealed class PackedBlocks : StoredWeights
{
    /// <summary>Percent by which a search may change a scale.</summary>
    private const int MostChange = 30;

    private readonly Node _node;
    private readonly BlockWeights _weights;

    private PackedBlocks(Node node, BlockWeights weights)
    {
        (_node, _weights) = (node, weights);
    }

    public static PackedBlocks? OfBlocks(Node node) =>
        node.Input(1) is { Uses.Count: 1 } && Unpack(node) is { } weights ? new PackedBlocks(node, weights) : null;

    /// <summary>The weights of a MatMulNBits whose scales are stored as Cast(codes) * unit; null when they are stored otherwise.</summary>
    public static BlockWeights? Unpack(Node node)
    {
        if (node.Input(1)?.Constant is not { } codes || node.Input(2)?.Producer is not { OpType: "Mul" } scale
            || scale.Input(0)?.Producer?.Input(0)?.Constant is not { Element: ElementType.Int8 } scaleCodes || scale.Input(1)?.Constant is not { } units)
        {
            return null;
        }

        var (rows, columns) = ((int)node.Int("N", 0), (int)node.Int("K", 0));
        var grid = new BlockGrid((int)node.Int("bits", 4), (int)node.Int("block_size", 32), node.Input(3) is null);
        return BlockPacking.Unpack(grid, rows, columns, codes, scaleCodes.AsSpan<sbyte>().ToArray(), units.ToFloats(), node.Input(3)?.Constant);
    }

    public override IntegerWeights Read(WeightGrid grid)
    {
        var blocks = _weights.Blocks;
        var count = _weights.Rows * blocks;
        var (scales, low, high) = (new float[count], new int[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            scales[i] = _weights.Scale(i / blocks, i % blocks);
            var zero = _weights.ZeroPoints[i];
            (low[i], high[i]) = scales[i] == 0 ? (0, 0) : (-zero, _weights.Grid.MaxCode - zero);
        }

        var values = new int[_weights.Codes.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var block = i / _weights.Columns * blocks + i % _weights.Columns / _weights.Grid.BlockSize;
            values[i] = Math.Clamp(_weights.Codes[i] - _weights.ZeroPoints[block], low[block], high[block]);
        }

        return new IntegerWeights(_weights.Rows, _weights.Columns, _weights.Grid.BlockSize, values, scales, low, high) { ScaleChoices = Choices };
    }

    public override void Write(GraphEditor edit, IntegerWeights weights)
    {
        var codes = new byte[weights.Values.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = (byte)(weights.Values[i] + _weights.ZeroPoints[weights.BlockOf(i / weights.Columns, i % weights.Columns)]);
        }

        ConstantInputs.Replace(edit, new Use(_node, 1), BlockPacking.Codes(_weights with { Codes = codes }));
        StoreScales(edit, weights);
    }

    /// <summary>Multiples of the row's unit around the present one: what 8 bits can store.</summary>
    private IReadOnlyList<float> Choices(int block)
    {
        int code = _weights.ScaleCodes[block];
        var most = Math.Max(1, Math.Abs(code) * MostChange / 100);
        return [.. Enumerable.Range(-most, 2 * most + 1).OrderBy(Math.Abs).Select(step => code + step).Where(other => Math.Abs(other) <= sbyte.MaxValue && other * code > 0)
            .Select(other => other * _weights.ScaleUnits[block / _weights.Blocks])];
    }

    private void StoreScales(GraphEditor edit, IntegerWeights weights)
    {
        var codes = new sbyte[weights.Scales.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var unit = _weights.ScaleUnits[i / _weights.Blocks];
            codes[i] = unit == 0 ? (sbyte)0 : (sbyte)MathF.Round(weights.Scales[i] / unit);
        }

        if (!codes.AsSpan().SequenceEqual(_weights.ScaleCodes) && _node.Input(2)?.Producer?.Input(0)?.Producer is { } cast)
        {
            ConstantInputs.Replace(edit, new Use(cast, 0), TensorData.Of(ElementType.Int8, cast.Input(0)?.Constant?.Shape ?? Shape.Scalar, codes));
        }
    }
}
