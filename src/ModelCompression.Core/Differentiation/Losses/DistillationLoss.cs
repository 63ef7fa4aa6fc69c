using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Losses;

/// <summary>
/// T² times the mean over the batch of KL(softmax(teacher / T) || softmax(logits / T)) over the last axis (Hinton et al., "Distilling the Knowledge in a Neural
/// Network", section 2). The extra input <c>teacher</c> has the output's shape and holds what the teacher gives there: logits, or probabilities where the output
/// is a softmax.
/// </summary>
public sealed record DistillationLoss(Value Output, double Temperature = 1) : LossTerm(Output)
{
    /// <summary>Probabilities below this count as this much.</summary>
    private const double Tiny = 1e-30;

    internal override string InputName => "teacher";

    internal override Value Append(LossBuilder builder, Value output)
    {
        var emit = builder.Emit;
        var (logits, areBehindSoftmax) = Logits.Of(builder, output);
        var input = builder.AddInput(ElementType.Float, builder.DimsOf(output));
        var teacher = areBehindSoftmax ? emit.Call("Log", [emit.Call("Max", [input, emit.Scalar(Tiny)])]) : input;
        var wanted = Logarithms(teacher);
        var difference = emit.Sub(wanted, Logarithms(logits));
        var sum = builder.SumAll(emit.Mul(emit.Call("Exp", [wanted]), difference));
        return emit.Scale(builder.PerSample(sum, output), Temperature * Temperature);

        Value Logarithms(Value value) => emit.Call("LogSoftmax", [emit.Scale(value, 1 / Temperature)], Attribute.Int("axis", -1));
    }
}
