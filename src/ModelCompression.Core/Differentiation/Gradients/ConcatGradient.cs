using ModelCompression.Ir;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>Each part gets its stretch of dy.</summary>
public sealed class ConcatGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Concat"];

    public void Differentiate(GradientContext context)
    {
        var axis = GradientContext.Axis(context.Node.Int("axis", 0), context.Dims(0).Count);
        var sizes = context.Node.Inputs.Select((_, i) => context.Dims(i)[axis].Size).ToList();
        if (sizes.All(size => size is not null))
        {
            Known(context, axis, [.. sizes.Select(size => size.GetValueOrDefault())]);
            return;
        }

        var emit = context.Emit;
        Value? start = emit.Ints(0);
        for (var i = 0; i < sizes.Count; i++)
        {
            var size = emit.Slice(emit.ShapeOf(context.Input(i)), 0, axis, axis + 1);
            var end = emit.Add(start, size);
            if (context.Wants(i))
            {
                context.Give(i, emit.Call("Slice", [context.Gradient, start, end, emit.Ints(axis)]));
            }

            start = end;
        }
    }

    private static void Known(GradientContext context, int axis, long[] sizes)
    {
        var parts = sizes.Select(_ => new Value("part")).ToList();
        if (sizes.Length == 1)
        {
            context.Give(0, context.Gradient);
            return;
        }

        context.Emit.Append(new Node("Split", [context.Gradient, context.Emit.Ints(sizes)], parts, [Attribute.Int("axis", axis)]));
        for (var i = 0; i < parts.Count; i++)
        {
            if (context.Wants(i))
            {
                context.Give(i, parts[i]);
            }
        }
    }
}
