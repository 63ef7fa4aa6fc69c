using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation;

/// <summary>
/// Reverse-mode differentiation (Baydin et al., "Automatic Differentiation in Machine Learning: a Survey", section 3.2) of an ONNX graph: the result is an ONNX
/// graph of operators that any runtime executes.
/// </summary>
public static class GradientGraph
{
    /// <summary>First opset whose operators mean what they do in the opset that gradients are written in.</summary>
    public const long MinOpset = 13;

    /// <summary>Builds the forward graph, the loss and the gradients of <paramref name="wanted"/>. The model is not changed.</summary>
    /// <param name="model">A float model of opset 13 or later.</param>
    /// <param name="loss">The loss, on outputs of <paramref name="model"/>.</param>
    /// <param name="wanted">Initializers, inputs or values of the main graph, of element type float. One the loss does not depend on has gradient 0.</param>
    /// <exception cref="Diagnostics.UserErrorException">MC2017: an operator between a wanted value and the loss has no known gradient.</exception>
    /// <exception cref="ArgumentException">A wanted value is not float or not of this model's main graph, or one is wanted twice.</exception>
    public static GradientModel Build(Model model, LossSpec loss, IReadOnlyList<Value> wanted)
    {
        var set = wanted.ToHashSet();
        if (set.Count != wanted.Count)
        {
            throw new ArgumentException("A value is wanted twice.", nameof(wanted));
        }

        var copy = new ModelCopy(model, set.Contains);
        if (wanted.FirstOrDefault(value => !copy.Copies.ContainsKey(value)) is { } foreign)
        {
            throw new ArgumentException($"{foreign} is no value of the model's main graph.", nameof(wanted));
        }

        var forward = copy.Model.Graph.Nodes.ToList();
        var emit = new NodeEmitter(copy.Model.Graph, ShapeTable.Infer(copy.Model));
        if (wanted.FirstOrDefault(value => emit.Shapes[copy.Copies[value]] is { } type && type.Element != ElementType.Float) is { } other)
        {
            throw new ArgumentException($"{other} is not of type float.", nameof(wanted));
        }

        var builder = new LossBuilder(copy, emit);
        var total = builder.Build(loss);
        var backward = new BackwardPass(new NodeEmitter(copy.Model.Graph, ShapeTable.Infer(copy.Model)), [.. wanted.Select(value => copy.Copies[value])]);
        var gradients = backward.Run(copy.Model.Graph.Nodes.ToList(), total);
        copy.Model.Graph.AddOutput(total);
        return new GradientModel(copy.Model, total, builder.Inputs, Outputs(copy, emit, wanted, gradients), copy.Copies);
    }

    private static List<WantedGradient> Outputs(ModelCopy copy, NodeEmitter emit, IReadOnlyList<Value> wanted, IReadOnlyDictionary<Value, Value> gradients)
    {
        var result = new List<WantedGradient>();
        foreach (var source in wanted)
        {
            var value = copy.Copies[source];
            var output = gradients.TryGetValue(value, out var gradient) ? emit.Call("Identity", [gradient]) : emit.ZerosLike(value);
            output.Name = $"grad({source.Name})";
            output.Type = value.Type is { Element: ElementType.Float } type ? type : null;
            copy.Model.Graph.AddOutput(output);
            result.Add(new WantedGradient(source, value, output));
        }

        return result;
    }
}
