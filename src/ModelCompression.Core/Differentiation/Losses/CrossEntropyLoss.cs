using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Losses;

/// <summary>
/// Mean over the batch of -log softmax(logits)[label]. The output holds logits or their softmax over the last axis, which is the classes; the extra input
/// <c>labels</c> is int64 with the output's other dimensions. A label of the number of classes or more contributes nothing.
/// </summary>
public sealed record CrossEntropyLoss(Value Output) : LossTerm(Output)
{
    internal override string InputName => "labels";

    internal override Value Append(LossBuilder builder, Value output)
    {
        var emit = builder.Emit;
        var (logits, _) = Logits.Of(builder, output);
        var dims = builder.DimsOf(output);
        if (dims is { Count: < 2 })
        {
            throw GradientErrors.Unsuitable($"a cross-entropy needs an output with an axis of samples and one of classes, and '{Output.Name}' has {dims.Count}");
        }

        var labels = builder.AddInput(ElementType.Int64, dims?.Take(dims.Count - 1).ToArray());
        var classes = dims?[^1].Size is { } count ? emit.Ints(count) : emit.Slice(emit.ShapeOf(output), 0, -1, long.MaxValue);
        var chosen = emit.Call("OneHot", [labels, classes, emit.Tensor("off on", TensorData.Floats(new Shape(2), 0, 1))]);
        var logarithms = emit.Call("LogSoftmax", [logits], Attribute.Int("axis", -1));
        return emit.Neg(builder.PerSample(builder.SumAll(emit.Mul(logarithms, chosen)), output));
    }
}
