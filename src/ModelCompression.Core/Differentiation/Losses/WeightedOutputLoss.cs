using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation.Losses;

/// <summary>
/// The sum over all elements of output times factor; the extra input <c>factors</c> has the output's shape. Its gradients are the output's derivatives in the direction
/// that the factors state.
/// </summary>
public sealed record WeightedOutputLoss(Value Output) : LossTerm(Output)
{
    internal override string InputName => "factors";

    internal override Value Append(LossBuilder builder, Value output) =>
        builder.SumAll(builder.Emit.Mul(output, builder.AddInput(ElementType.Float, builder.DimsOf(output))));
}
