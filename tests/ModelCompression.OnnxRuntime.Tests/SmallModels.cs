using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime.Tests;

/// <summary>Models of one or two nodes.</summary>
internal static class SmallModels
{
    /// <summary><c>y = opType(x)</c>.</summary>
    public static Model Unary(string opType, TensorType input, TensorType output, params Ir.Attribute[] attributes)
    {
        var graph = new Graph { Name = "test" };
        var x = new Value("x", input);
        graph.AddInput(x);
        var y = new Value("y", output);
        graph.Append(new Node(opType, [x], [y], attributes));
        graph.AddOutput(y);
        return Of(graph);
    }

    public static Model Identity(TensorType type) => Unary("Identity", type, type);

    /// <summary><c>y = Relu(x + weight)</c> on rows of two; the sum is <c>sum</c>.</summary>
    public static Model AddRelu(float[] weight, string rows = "batch")
    {
        var type = new TensorType(ElementType.Float, [Dimension.Named(rows), Dimension.Of(2)]);
        var graph = new Graph { Name = "test" };
        var x = new Value("x", type);
        graph.AddInput(x);
        var constant = graph.AddInitializer("weight", TensorData.Floats(new Shape(2), weight));
        var sum = new Value("sum", type);
        graph.Append(new Node("Add", [x, constant], [sum]));
        var y = new Value("y", type);
        graph.Append(new Node("Relu", [sum], [y]));
        graph.AddOutput(y);
        return Of(graph);
    }

    public static Model Of(Graph graph) => new(graph, irVersion: 10, [new("", 21)]);

    public static Sample Sample(params (string Name, TensorData Data)[] inputs) =>
        new("#1", inputs.ToDictionary(input => input.Name, input => input.Data, StringComparer.Ordinal));

    public static TensorType Type(ElementType element, params Dimension[] dims) => new(element, dims);
}
