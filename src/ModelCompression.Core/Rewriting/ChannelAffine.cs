using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting;

/// <summary>A node that computes y = Scale[c] * x + Shift[c] for every channel c: BatchNormalization, or arithmetic with a constant.</summary>
/// <param name="Data">x.</param>
internal sealed record ChannelAffine(Value Data, double[] Scale, double[] Shift)
{
    public bool Scales => Scale.Any(value => value != 1);

    public bool Shifts => Shift.Any(value => value != 0);

    /// <summary>x of a node that may be an affine map, or null. The node is one for sure only when <see cref="Of"/> says so.</summary>
    public static Value? DataOf(Node node)
    {
        if (node.Is("BatchNormalization"))
        {
            return node.Input(0);
        }

        if (!node.IsAny("Add", "Sub", "Mul", "Div") || node.Inputs is not [{ } left, { } right] || node.Attributes.Count > 0)
        {
            return null; // attributes: broadcasting of opset 6 and before
        }

        return right.Constant is not null ? left : left.Constant is not null && !node.Is("Div") ? right : null;
    }

    /// <param name="node">A node for which <see cref="DataOf"/> gives x.</param>
    /// <param name="rank">Rank of x.</param>
    /// <param name="axis">Channel axis of x, from the front.</param>
    /// <param name="channels">Size of x along that axis.</param>
    /// <returns>Null when the map is not constant, not float, not per channel, changes the shape, or has values that are not finite.</returns>
    public static ChannelAffine? Of(Node node, int rank, int axis, long channels)
    {
        if (DataOf(node) is not { } data)
        {
            return null;
        }

        var affine = node.Is("BatchNormalization") ? OfBatchNorm(node, data, axis, channels) : OfArithmetic(node, data, rank, axis, channels);
        return affine is not null && affine.Scale.Concat(affine.Shift).All(double.IsFinite) ? affine : null;
    }

    /// <summary>scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale.</summary>
    private static ChannelAffine? OfBatchNorm(Node node, Value data, int axis, long channels)
    {
        var parameters = Enumerable.Range(1, 4).Select(i => node.Input(i)?.Constant).OfType<TensorData>().ToArray();
        var isTraining = node.Int("training_mode", 0) != 0 || node.Outputs.Skip(1).Any(output => output is not null);
        if (axis != 1 || isTraining || node.Int("spatial", 1) == 0 || node.Attribute("consumed_inputs") is not null
            || parameters.Length != 4 || parameters.Any(tensor => tensor.Element != ElementType.Float || tensor.Count != channels))
        {
            return null;
        }

        var (gamma, beta, mean, variance) = (parameters[0].ToFloats(), parameters[1].ToFloats(), parameters[2].ToFloats(), parameters[3].ToFloats());
        var epsilon = (double)node.Float("epsilon", 1e-5f);
        var scale = gamma.Select((value, c) => value / Math.Sqrt(variance[c] + epsilon)).ToArray();
        return new ChannelAffine(data, scale, [.. beta.Select((value, c) => value - (mean[c] * scale[c]))]);
    }

    private static ChannelAffine? OfArithmetic(Node node, Value data, int rank, int axis, long channels)
    {
        var isLeft = node.Input(0) == data;
        if (node.Input(isLeft ? 1 : 0)?.Constant is not { Element: ElementType.Float } constant || PerChannel(constant, rank, axis, channels) is not { } values)
        {
            return null;
        }

        var (ones, zeros) = (Enumerable.Repeat(1.0, values.Length).ToArray(), new double[values.Length]);
        return node.OpType switch
        {
            "Add" => new ChannelAffine(data, ones, values),
            "Sub" when isLeft => new ChannelAffine(data, ones, [.. values.Select(value => -value)]),
            "Sub" => new ChannelAffine(data, [.. ones.Select(value => -value)], values),
            "Mul" => new ChannelAffine(data, values, zeros),
            _ => new ChannelAffine(data, [.. values.Select(value => 1 / value)], zeros),
        };
    }

    /// <summary>The constant's value for every channel; null when it varies along another axis or would make the result larger than x.</summary>
    private static double[]? PerChannel(TensorData constant, int rank, int axis, long channels)
    {
        var dims = constant.Shape.Dims;
        var offset = rank - dims.Count;
        if (offset < 0 || dims.Where((size, i) => size != 1 && (i + offset != axis || size != channels)).Any())
        {
            return null;
        }

        var values = constant.ToFloats();
        return [.. Enumerable.Range(0, checked((int)channels)).Select(c => (double)values[values.Length == 1 ? 0 : c])];
    }
}
