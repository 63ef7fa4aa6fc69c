using ModelCompression.Ir;
using ModelCompression.Onnx;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class ValueNamesTests
{
    [TestMethod]
    public void Inputs_and_outputs_of_the_main_graph_keep_their_names()
    {
        var graph = new Graph();
        var x = new Value("x");
        graph.AddInput(x);
        var first = new Value("y");
        var y = new Value("y");
        graph.Append(new Node("Neg", [x], [first]));
        graph.Append(new Node("Neg", [first], [y]));
        graph.AddOutput(y);

        var names = Of(graph);

        Assert.AreEqual("x", names[x]);
        Assert.AreEqual("y", names[y]);
        Assert.AreEqual("y_1", names[first]);
    }

    [TestMethod]
    public void Collisions_get_the_first_free_suffix()
    {
        var (graph, outputs) = Parallel("a", "a_1", "a", "a", "", "");

        var names = Of(graph);

        CollectionAssert.AreEqual(new[] { "a", "a_1", "a_2", "a_3", "value", "value_1" }, outputs.Select(output => names[output]).ToArray());
    }

    [TestMethod]
    public void Outer_values_win_over_inner_ones()
    {
        var graph = new Graph();
        var c = new Value("c");
        graph.AddInput(c);
        var body = new Graph();
        var inner = new Value("late");
        body.Append(new Node("Neg", [c], [inner]));
        body.AddOutput(inner);
        var r = new Value("r");
        graph.Append(new Node("If", [c], [r], [Attribute.Subgraph("then_branch", body)]));
        var late = new Value("late");
        graph.Append(new Node("Neg", [r], [late]));
        graph.AddOutput(r);

        var names = Of(graph);

        Assert.AreEqual("late", names[late]);
        Assert.AreEqual("late_1", names[inner]);
    }

    [TestMethod]
    public void Many_equal_names_take_linear_time()
    {
        var (graph, outputs) = Parallel([.. Enumerable.Repeat("same", 50_000)]);

        Assert.AreEqual("same_49999", Of(graph)[outputs[^1]]);
    }

    private static (Graph Graph, Value[] Outputs) Parallel(params string[] names)
    {
        var graph = new Graph();
        var x = new Value("x");
        graph.AddInput(x);
        var outputs = names.Select(name => new Value(name)).ToArray();
        graph.Append(new Node("Split", [x], outputs));
        return (graph, outputs);
    }

    private static IReadOnlyDictionary<Value, string> Of(Graph graph) => ValueNames.Of(new Model(graph, 8, []));
}
