using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// A node that returns its input unchanged -> the input: <c>Identity</c>; <c>Dropout</c> outside training (its mask unused); <c>Cast</c> to the type the input
/// has; <c>Transpose</c> that keeps the order; <c>Concat</c>, <c>Sum</c>, <c>Min</c>, <c>Max</c>, <c>Mean</c> of one input; 1x1 pooling with stride 1; <c>Pad</c> by nothing;
/// <c>Slice</c> of everything; <c>Clip</c> without limits.
/// </summary>
public sealed class RemoveIdentity(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (root.Domain.Length > 0 || root.Input(0) is not { } input || root.Outputs is not [{ } output, ..])
        {
            return No("not an operator of the default domain with an input and an output");
        }

        if (root.Outputs.Skip(1).Any(other => other is { Uses.Count: > 0 } or { IsGraphOutput: true }))
        {
            return No("another output is used");
        }

        if (!IsIdentity(root, input))
        {
            return No("the result may differ from the input");
        }

        if (!GraphEditor.CanReplace(output, input))
        {
            return No("the result is a graph output the input cannot stand for");
        }

        return Yes(edit =>
        {
            edit.ReplaceUses(output, input);
            edit.Remove(root);
        });
    }

    private bool IsIdentity(Node node, Value input) => node.OpType switch
    {
        "Identity" => true,
        "Dropout" => shapes.Opset >= 7 && (node.Input(2) is null || IsFalse(node.Input(2))),
        "Cast" => shapes[input]?.Element is { } element && node.Int("to", 0) == (long)element,
        "Transpose" => KeepsOrder(node, shapes.DimsOf(input)),
        "Concat" or "Sum" or "Min" or "Max" or "Mean" => node.Inputs.Count == 1,
        "MaxPool" or "AveragePool" => node.Ints("kernel_shape") is { } kernel && kernel.All(size => size == 1) && All(node, "strides", 1) && All(node, "pads", 0),
        "Pad" => (node.Ints("pads") ?? shapes.NumbersOf(node.Input(1))) is { } pads && pads.All(pad => pad == 0),
        "Slice" => KeepsEverything(node, shapes.DimsOf(input)),
        "Clip" => shapes.Opset >= 11 && node.Input(1) is null && node.Input(2) is null,
        _ => false,
    };

    private static bool IsFalse(Value? flag) => flag?.Constant is { Element: ElementType.Bool } data && data.Bytes.Span.IndexOfAnyExcept((byte)0) < 0;

    private static bool All(Node node, string attribute, long value) => node.Ints(attribute) is not { } values || values.All(item => item == value);

    private static bool KeepsOrder(Node node, IReadOnlyList<Dimension>? dims) =>
        node.Ints("perm") is { } order ? order.Select((axis, i) => axis == i).All(same => same) : dims is { Count: <= 1 };

    private bool KeepsEverything(Node node, IReadOnlyList<Dimension>? dims)
    {
        var starts = node.Ints("starts") ?? shapes.NumbersOf(node.Input(1));
        var ends = node.Ints("ends") ?? shapes.NumbersOf(node.Input(2));
        if (dims is null || starts is null || ends is null || starts.Length != ends.Length)
        {
            return false;
        }

        var axes = node.Ints("axes") ?? (node.Input(3) is null ? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)] : shapes.NumbersOf(node.Input(3)));
        var steps = node.Input(4) is null ? Enumerable.Repeat(1L, starts.Length).ToArray() : shapes.NumbersOf(node.Input(4));
        return axes?.Length == starts.Length && steps?.Length == starts.Length
            && Enumerable.Range(0, starts.Length).All(i => axes[i] >= -dims.Count && axes[i] < dims.Count
                && SliceRange.KeepsAll(dims[(int)(axes[i] < 0 ? axes[i] + dims.Count : axes[i])], starts[i], ends[i], steps[i]));
    }
}
