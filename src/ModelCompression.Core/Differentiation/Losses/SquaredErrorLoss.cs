using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation.Losses;

/// <summary>Mean over all elements of (output - target)². The extra input <c>target</c> has the output's shape.</summary>
public sealed record SquaredErrorLoss(Value Output) : LossTerm(Output)
{
    internal override string InputName => "target";

    internal override Value Append(LossBuilder builder, Value output)
    {
        var emit = builder.Emit;
        var difference = emit.Sub(output, builder.AddInput(ElementType.Float, builder.DimsOf(output)));
        return emit.Call("ReduceMean", [emit.Mul(difference, difference)], Ir.Attribute.Int("keepdims", 0));
    }
}
