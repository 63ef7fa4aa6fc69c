using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Core.Tests.Ir;

/// <summary>Models for the tests of this folder.</summary>
internal static class SmallModels
{
    public static TensorType Vector { get; } = TensorType.Of(ElementType.Float, new Shape(2));

    /// <summary>x -> Add(x, w) -> Relu -> y.</summary>
    public static Model Chain()
    {
        var graph = new Graph { Name = "chain" };
        var x = new Value("x", Vector);
        graph.AddInput(x);
        var w = graph.AddInitializer("w", TensorData.Floats(new Shape(2), 1, 2));
        var sum = new Value("sum", Vector);
        var y = new Value("y", Vector);
        graph.Append(new Node("Add", [x, w], [sum], name: "add"));
        graph.Append(new Node("Relu", [sum], [y], name: "relu"));
        graph.AddOutput(y);
        return Of(graph);
    }

    /// <summary>y = If(c) { Neg(h) } else { h }, with h = Relu(x) of the main graph.</summary>
    public static Model Branch()
    {
        var graph = new Graph { Name = "branch" };
        var c = new Value("c", TensorType.Of(ElementType.Bool, Shape.Scalar));
        var x = new Value("x", Vector);
        graph.AddInput(c);
        graph.AddInput(x);
        var h = new Value("h", Vector);
        graph.Append(new Node("Relu", [x], [h], name: "relu"));

        var then = new Graph { Name = "then" };
        var negative = new Value("negative", Vector);
        then.Append(new Node("Neg", [h], [negative], name: "neg"));
        then.AddOutput(negative);
        var otherwise = new Graph { Name = "else" };
        otherwise.AddOutput(h);

        var y = new Value("y", Vector);
        graph.Append(new Node("If", [c], [y], [Attribute.Subgraph("then_branch", then), Attribute.Subgraph("else_branch", otherwise)], name: "if"));
        graph.AddOutput(y);
        return Of(graph);
    }

    public static Model Of(Graph graph) => new(graph, 8, [KeyValuePair.Create("", 17L)]);

    public static Node NodeOf(Model model, string name) => model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Single(node => node.Name == name);
}
