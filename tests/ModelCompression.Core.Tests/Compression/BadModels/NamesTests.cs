using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Nodes without names, or with the name another one would get, and values that are called what a quantizer would call its own.</summary>
[TestClass]
public sealed class NamesTests
{
    private const string Text = """
        input x: float[8,4,6,6]
        x_scale = const float[16,4,3,3] seed 1
        x_quantized = const float[16] seed 2
        Conv_0_weight_scale = const float[16,16,3,3] seed 3 range -0.1 0.1
        x_dequantized = Conv(x, x_scale, x_quantized) <pads=[1,1,1,1]>
        Conv_0_weight = Relu(x_dequantized)
        x_zero_point = Conv(Conv_0_weight, Conv_0_weight_scale) <pads=[1,1,1,1]>
        y = Relu(x_zero_point)
        m = const float[576,64] seed 4 range -0.1 0.1
        f = Flatten(y)
        MatMul_0_quantized = MatMul(f, m)
        output y
        output MatMul_0_quantized
        """;

    [TestMethod]
    [DataRow("", DisplayName = "no names")]
    [DataRow("Conv_0", DisplayName = "names another would get")]
    [DataRow("x_quantized", DisplayName = "names a quantizer gives")]
    public void Every_layer_is_found_under_a_name_of_its_own(string name)
    {
        foreach (var scheme in new[] { "Static", "Dynamic", "WeightOnly", "Static+Dynamic+Float16", "" })
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse(Text);
            foreach (var (index, node) in model.Graph.Nodes.Index())
            {
                node.Name = index == 2 ? name : "";
            }

            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(tolerance: 0.08).IsNotLarger();

            Assert.IsNotEmpty(outcome.Result.Candidate.Layers);
            CollectionAssert.AllItemsAreUnique(outcome.Result.Candidate.Layers.Select(layer => layer.Node).ToList());
            CollectionAssert.AreEqual(new[] { "y", "MatMul_0_quantized" }, outcome.Written.Graph.Outputs.Select(output => output.Name).ToArray());
        }
    }

    [TestMethod]
    [DataRow("", DisplayName = "whatever the search finds")]
    [DataRow("Static")]
    [DataRow("Dynamic")]
    [DataRow("None")]
    public void Nodes_may_share_a_name(string scheme)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Text);
        foreach (var node in model.Graph.Nodes)
        {
            node.Name = "layer";
        }

        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme));

        if (scheme != "None")
        {
            SameOutputs.Check(GraphText.Parse(Text), outcome.Written, tolerance: 0.08);
        }

        CollectionAssert.AllItemsAreUnique(outcome.Result.Candidate.Layers.Select(layer => layer.Node).ToList());
        Assert.AreEqual(scheme == "None", outcome.IsOriginal);
        var told = outcome.Diagnostics.Single(item => item.Code == Codes.CannotRun);
        Assert.AreEqual(scheme == "None" ? Severity.Warning : Severity.Note, told.Severity);
        Assert.Contains("several nodes named 'layer'", told.Message);
    }

    [TestMethod]
    public void Nodes_of_a_branch_may_have_the_name_of_one_outside()
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(
            "input c: bool[] input x: float[32,256] w = const float[256,64] seed 1 range -0.1 0.1 v = const float[64,64] seed 2 range -0.1 0.1 m = MatMul(x, w) "
            + "y = If(c) <then_branch=graph { a = MatMul(m, v) output a }, else_branch=graph { b = Neg(m) output b }> output y");
        foreach (var node in NodeNames.All(model))
        {
            node.Name = node.OpType == "If" ? "choice" : "layer";
        }

        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", "Dynamic")).Answers(tolerance: 0.08);

        Assert.HasCount(2, outcome.Result.Candidate.Layers);
        Assert.DoesNotContain(Codes.CannotRun, outcome.Diagnostics.Select(item => item.Code));
    }

    [TestMethod]
    [DataRow("input x: float[N,4] y = NoSuchOperator(x) output y", DisplayName = "operator nobody knows")]
    [DataRow("input x: float[N,64] w = const float[64,64] seed 1 m = MatMul(x, w) y = my.own.Step(m) output y", DisplayName = "operator of an extension")]
    public void What_the_runtime_refuses_is_said_before_anything_is_built(string text)
    {
        using var pipeline = new Pipeline();
        var error = Assert.ThrowsExactly<UserErrorException>(() => pipeline.Run(GraphText.Parse(text), null, ("Quantization", "")));

        Assert.AreEqual(Codes.CannotRun, error.Diagnostic.Code);
        Assert.IsFalse(File.Exists(pipeline.OutputPath));
    }
}
