using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting;

/// <summary>The range a Relu, Clip, Min or Max limits a float tensor to: min(max(x, Low), High) with Low at most High.</summary>
/// <param name="Data">The tensor that is limited.</param>
internal sealed record ClampRange(Value Data, float Low, float High)
{
    private const long ClipWithInputs = 11;

    /// <summary>Null when the node is no limit with constant, scalar float bounds.</summary>
    public static ClampRange? Of(Node node, ShapeTable shapes)
    {
        var range = node.Domain.Length > 0 || node.Input(0) is not { } input ? null : node.OpType switch
        {
            "Relu" => new ClampRange(input, 0, float.PositiveInfinity),
            "Clip" when shapes.Opset < ClipWithInputs => new ClampRange(input, Open(node.Float("min", float.MinValue)), Open(node.Float("max", float.MaxValue))),
            "Clip" => OfClip(node, input),
            "Min" or "Max" => OfExtreme(node, shapes),
            _ => null,
        };
        return range is not null && range.Low <= range.High && shapes[range.Data]?.Element == ElementType.Float ? range : null;
    }

    /// <summary>First this limit, then <paramref name="outer"/>.</summary>
    public ClampRange Then(ClampRange outer) => new(Data, Math.Clamp(Low, outer.Low, outer.High), Math.Clamp(High, outer.Low, outer.High));

    /// <summary>Replaces <paramref name="node"/> by the shortest operator with this range: Relu for 0 and above, else Clip in the opset's form.</summary>
    public void Emit(Node node, GraphEditor edit, long opset)
    {
        if (Low == 0 && float.IsPositiveInfinity(High))
        {
            edit.Replace(node, "Relu", [Data]);
        }
        else if (opset < ClipWithInputs)
        {
            Ir.Attribute?[] limits = [float.IsFinite(Low) ? Ir.Attribute.Float("min", Low) : null, float.IsFinite(High) ? Ir.Attribute.Float("max", High) : null];
            edit.Replace(node, "Clip", [Data], limits.OfType<Ir.Attribute>());
        }
        else
        {
            var low = float.IsFinite(Low) ? edit.Constant("clip_min", TensorData.Scalar(Low)) : null;
            edit.Replace(node, "Clip", float.IsFinite(High) ? [Data, low, edit.Constant("clip_max", TensorData.Scalar(High))] : [Data, low]);
        }
    }

    private static ClampRange? OfClip(Node node, Value input)
    {
        var low = node.Input(1) is { } minimum ? ScalarOf(minimum) : float.NegativeInfinity;
        var high = node.Input(2) is { } maximum ? ScalarOf(maximum) : float.PositiveInfinity;
        return low is { } from && high is { } to ? new ClampRange(input, Open(from), Open(to)) : null;
    }

    private static ClampRange? OfExtreme(Node node, ShapeTable shapes)
    {
        if (node.Inputs is not [{ } left, { } right])
        {
            return null;
        }

        var (data, bound) = right.Constant is not null ? (left, right) : (right, left);
        var keepsRank = bound.Constant is { } constant && (constant.Shape.Rank == 0 || shapes.DimsOf(data)?.Count >= constant.Shape.Rank);
        return ScalarOf(bound) is not { } limit || !keepsRank ? null
            : node.OpType == "Max" ? new ClampRange(data, limit, float.PositiveInfinity)
            : new ClampRange(data, float.NegativeInfinity, limit);
    }

    private static float? ScalarOf(Value value) => value.Constant is { Element: ElementType.Float, Count: 1 } data ? data.ToFloats()[0] : null;

    /// <summary>The largest floats are how older exporters write "no limit".</summary>
    private static float Open(float limit) => limit <= float.MinValue ? float.NegativeInfinity : limit >= float.MaxValue ? float.PositiveInfinity : limit;
}
