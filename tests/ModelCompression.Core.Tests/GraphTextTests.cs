using ModelCompression.Ir;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests;

[TestClass]
public sealed class GraphTextTests
{
    private const string Small = """
        opset 17
        input x: float[N,3,8,8]
        w = const float[4,3,3,3] seed 1
        b = const float[4] {1, 2, -3.5, 4e-1}
        y = Conv(x, w, b) <pads=[1,1,1,1], auto_pad="NOTSET">
        z = com.microsoft.Gelu(y)
        output z
        """;

    [TestMethod]
    public void Parses_types_constants_attributes_and_domains()
    {
        var model = GraphText.Parse(Small);

        Assert.AreEqual(17, model.Opset);
        Assert.AreEqual(1, model.Opsets["com.microsoft"]);
        var conv = model.Graph.Nodes.First();
        CollectionAssert.AreEqual(new long[] { 1, 1, 1, 1 }, conv.Ints("pads"));
        Assert.AreEqual("NOTSET", conv.Text("auto_pad", ""));
        CollectionAssert.AreEqual(new[] { 1f, 2f, -3.5f, 0.4f }, conv.Input(2)?.Constant?.ToFloats());
        Assert.AreEqual("N", model.Graph.Inputs[0].Type?.Dims?[0].Symbol);
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void Equal_texts_with_other_names_and_order_print_equally()
    {
        var first = GraphText.Parse("input x: float[2] a = Neg(x) b = Abs(x) y = Add(a, b) output y");
        var second = GraphText.Parse("input x: float[2] q = Abs(x) p = Neg(x) y = Add(p, q) output y");

        Assert.AreEqual(GraphText.Print(first), GraphText.Print(second));
    }

    [TestMethod]
    public void Difference_sees_content_unless_the_expectation_leaves_it_open()
    {
        var model = GraphText.Parse("input x: float[2] c = const float[2] {1, 2} y = Add(x, c) output y");

        Assert.IsNull(GraphText.Difference("input x: float[2] c = const float[2] y = Add(x, c) output y", model));
        Assert.IsNotNull(GraphText.Difference("input x: float[2] c = const float[2] {1, 3} y = Add(x, c) output y", model));
        Assert.IsNotNull(GraphText.Difference("input x: float[2] c = const float[1] y = Add(x, c) output y", model));
        Assert.IsNotNull(GraphText.Difference("input x: float[2] c = const float[2] y = Add(c, x) output y", model));
    }

    [TestMethod]
    public void Shows_dead_nodes_and_unused_constants()
    {
        var model = GraphText.Parse("input x: float[2] c = const float[2] {1, 2} d = Neg(x) y = Abs(x) output y");

        StringAssert.Contains(GraphText.Print(model), "Neg(x)");
        StringAssert.Contains(GraphText.Print(model), "const float[2] {1, 2}");
    }

    [TestMethod]
    public void Parses_subgraphs_that_capture_outer_values()
    {
        var model = GraphText.Parse("""
            input x: float[2]
            input c: bool[]
            t = Neg(x)
            y = If(c) <then_branch=graph { a = Abs(t) output a }, else_branch=graph { b = Relu(x) output b }>
            output y: float[2]
            """);

        var branch = model.Graph.Nodes.Last().Subgraphs.First();
        Assert.AreSame(model.Graph.Nodes.First().Output(0), branch.Nodes.First().Input(0));
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void Parses_overridable_initializers_and_absent_values()
    {
        var model = GraphText.Parse("input x: float[2] input w: float[2] = {3, 4} y, _ = Dropout(x, _, w) output y");

        Assert.IsNull(model.Graph.Inputs[1].Constant);
        Assert.IsNotNull(model.Graph.Inputs[1].Initializer);
        Assert.IsNull(model.Graph.Nodes.First().Input(1));
        Assert.IsNull(model.Graph.Nodes.First().Outputs[1]);
    }

    [TestMethod]
    public void Names_the_line_of_an_error()
    {
        var error = Assert.ThrowsExactly<FormatException>(() => GraphText.Parse("input x: float[2]\ny = Add(x, nothing)\noutput y"));

        StringAssert.Contains(error.Message, "line 2");
    }
}
