using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Core.Tests.Ir;

[TestClass]
public sealed class GraphVerifierTests
{
    [TestMethod]
    public void Accepts_consistent_models()
    {
        Assert.IsEmpty(GraphVerifier.Check(SmallModels.Chain()));
        Assert.IsEmpty(GraphVerifier.Check(SmallModels.Branch()));
    }

    [TestMethod]
    public void Names_the_phase_and_the_problem()
    {
        var model = SmallModels.Chain();
        model.Graph.Inputs[0].Producer = SmallModels.NodeOf(model, "relu");

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => GraphVerifier.Verify(model, "FoldThings"));

        Assert.Contains("FoldThings", error.Message);
        Assert.Contains("Input 'x' has a producer.", error.Message);
    }

    [TestMethod]
    public void Verifies_a_consistent_model_silently() => GraphVerifier.Verify(SmallModels.Branch(), "reading");

    [TestMethod]
    public void Reports_a_use_the_value_does_not_know()
    {
        var model = SmallModels.Chain();
        var relu = SmallModels.NodeOf(model, "relu");
        relu.Inputs[0]!.RemoveUse(new Use(relu, 0)); // the chain has this input

        AssertProblem(model, "The uses of 'sum'");
    }

    [TestMethod]
    public void Reports_a_use_by_a_node_that_is_gone()
    {
        var model = SmallModels.Chain();
        _ = new Node("Neg", [model.Graph.Inputs[0]], [new Value("n")]);

        AssertProblem(model, "The uses of 'x'");
    }

    [TestMethod]
    public void Reports_a_producer_that_does_not_match()
    {
        var model = SmallModels.Chain();
        SmallModels.NodeOf(model, "add").Output(0).Producer = SmallModels.NodeOf(model, "relu");

        AssertProblem(model, "Output 0 of Add 'add' names another producer.");
    }

    [TestMethod]
    public void Reports_a_producer_index_that_does_not_match()
    {
        var model = SmallModels.Chain();
        SmallModels.NodeOf(model, "add").Output(0).ProducerIndex = 1;

        AssertProblem(model, "Output 0 of Add 'add' names another producer.");
    }

    [TestMethod]
    public void Reports_an_owner_that_does_not_match()
    {
        var model = SmallModels.Chain();
        model.Graph.Inputs[0].Owner = null;
        model.Graph.Initializers[0].Owner = new Graph();
        SmallModels.NodeOf(model, "add").Output(0).Owner = null;

        AssertProblem(model, "Input 'x' is owned by another graph.");
        AssertProblem(model, "Initializer 'w' is owned by another graph.");
        AssertProblem(model, "Output 0 of Add 'add' is owned by another graph.");
    }

    [TestMethod]
    public void Reports_a_use_before_the_producer()
    {
        var model = SmallModels.Chain();
        model.Graph.Reorder([.. model.Graph.Nodes.Reverse()]);

        AssertProblem(model, "Relu 'relu' uses 'sum', which is out of scope or produced later.");
    }

    [TestMethod]
    public void Reports_a_capture_before_the_producer()
    {
        var model = SmallModels.Branch();
        model.Graph.Reorder([.. model.Graph.Nodes.Reverse()]);

        AssertProblem(model, "Neg 'neg' uses 'h', which is out of scope or produced later.");
        AssertProblem(model, "Output 'h' of graph 'else' is out of scope.");
    }

    [TestMethod]
    public void Reports_an_outer_node_that_uses_an_inner_value()
    {
        var model = SmallModels.Branch();
        model.Graph.Append(new Node("Abs", [SmallModels.NodeOf(model, "neg").Output(0)], [new Value("a")], name: "abs"));

        AssertProblem(model, "Abs 'abs' uses 'negative', which is out of scope or produced later.");
    }

    [TestMethod]
    public void Reports_an_output_nothing_defines()
    {
        var model = SmallModels.Chain();
        model.Graph.AddOutput(new Value("ghost"));

        AssertProblem(model, "Output 'ghost' of graph 'chain' is out of scope.");
    }

    [TestMethod]
    public void Reports_a_wrong_count_of_graph_outputs()
    {
        var model = SmallModels.Chain();
        model.Graph.Outputs[0].GraphOutputCount = 2;

        AssertProblem(model, "'y' counts 2 graph outputs but is 1.");
    }

    [TestMethod]
    public void Reports_an_output_count_of_a_value_that_is_no_output()
    {
        var model = SmallModels.Chain();
        model.Graph.Inputs[0].GraphOutputCount = 1;

        AssertProblem(model, "'x' counts 1 graph outputs but is 0.");
    }

    [TestMethod]
    public void Reports_a_domain_that_is_not_imported()
    {
        var model = SmallModels.Chain();
        model.Graph.Append(new Node("Gelu", [model.Graph.Inputs[0]], [new Value("g")], domain: "com.microsoft", name: "gelu"));

        AssertProblem(model, "Gelu 'gelu' is of domain 'com.microsoft', which the model does not import.");
    }

    [TestMethod]
    public void Reports_an_initializer_of_another_type()
    {
        var model = SmallModels.Chain();
        model.Graph.Initializers[0].Type = TensorType.Of(ElementType.Float, new Shape(3));

        AssertProblem(model, "Initializer 'w' is declared as Float[3] but holds Float[2].");
    }

    [TestMethod]
    public void Accepts_an_initializer_declared_with_a_free_axis()
    {
        var model = SmallModels.Chain();
        model.Graph.Initializers[0].Type = new TensorType(ElementType.Float, [Dimension.Named("n")]);

        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void Reports_an_initializer_without_tensor()
    {
        var model = SmallModels.Chain();
        model.Graph.Initializers[0].Initializer = null;

        AssertProblem(model, "Initializer 'w' has no tensor.");
    }

    [TestMethod]
    public void Reports_an_initializer_that_is_no_input_but_says_so()
    {
        var model = SmallModels.Chain();
        model.Graph.Initializers[0].IsGraphInput = true;

        AssertProblem(model, "Initializer 'w' is wrong about being an input.");
    }

    [TestMethod]
    public void Reports_an_input_that_does_not_know_it()
    {
        var model = SmallModels.Chain();
        model.Graph.Inputs[0].IsGraphInput = false;

        AssertProblem(model, "Input 'x' does not know that it is an input.");
    }

    [TestMethod]
    public void Reports_a_node_output_with_a_stored_tensor()
    {
        var model = SmallModels.Chain();
        SmallModels.NodeOf(model, "add").Output(0).Initializer = TensorData.Scalar(1);

        AssertProblem(model, "Output 0 of Add 'add' is also an input or initializer.");
    }

    [TestMethod]
    public void Reports_a_node_of_another_graph()
    {
        var model = SmallModels.Chain();
        SmallModels.NodeOf(model, "add").Graph = null;

        AssertProblem(model, "Add 'add' does not know the graph it is in.");
    }

    [TestMethod]
    public void Reports_two_attributes_of_one_name()
    {
        var model = SmallModels.Chain();
        var relu = SmallModels.NodeOf(model, "relu");
        ((List<Attribute>)relu.Attributes).AddRange([Attribute.Int("axis", 0), Attribute.Int("axis", 1)]);

        AssertProblem(model, "Relu 'relu' has two attributes 'axis'.");
    }

    [TestMethod]
    public void Reports_a_subgraph_of_two_nodes()
    {
        var model = SmallModels.Branch();
        var branch = SmallModels.NodeOf(model, "if");
        model.Graph.Append(new Node("If", [model.Graph.Inputs[0]], [new Value("z")], branch.Attributes, name: "again"));

        AssertProblem(model, "Graph 'then' of If 'if' belongs to another node.");
        AssertProblem(model, "Graph 'then' of If 'again' is in the model twice.");
    }

    [TestMethod]
    public void Reports_a_main_graph_that_belongs_to_a_node()
    {
        var model = SmallModels.Chain();
        model.Graph.OwnerNode = SmallModels.NodeOf(model, "relu");

        AssertProblem(model, "The main graph belongs to Relu 'relu'.");
    }

    [TestMethod]
    public void Reports_an_input_listed_twice()
    {
        var model = SmallModels.Chain();
        ((List<Value>)model.Graph.Inputs).Add(model.Graph.Inputs[0]);
        ((List<Value>)model.Graph.Initializers).Add(model.Graph.Initializers[0]);

        AssertProblem(model, "Graph 'chain' has an input twice.");
        AssertProblem(model, "Graph 'chain' has an initializer twice.");
    }

    private static void AssertProblem(Model model, string start)
    {
        var problems = GraphVerifier.Check(model);
        Assert.IsTrue(problems.Any(problem => problem.StartsWith(start, StringComparison.Ordinal)), $"Expected '{start}', got: {string.Join(" ", problems)}");
    }
}
