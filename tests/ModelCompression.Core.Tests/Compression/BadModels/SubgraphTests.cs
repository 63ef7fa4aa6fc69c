using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Layers inside the branches of If and the bodies of Loop and Scan, beside layers outside.</summary>
[TestClass]
public sealed class SubgraphTests
{
    private const string If = """
        input c: bool[]
        input x: float[8,4,12,12]
        k = const float[16,4,3,3] seed 1
        f = const float[2304,64] seed 2 range -0.1 0.1
        u = Conv(x, k) <pads=[1,1,1,1]>
        r = Relu(u)
        t = Flatten(r)
        m = MatMul(t, f)
        y = If(c) <
          then_branch=graph { w = const float[64,64] seed 3 a = MatMul(m, w) b = Relu(a) output b },
          else_branch=graph { v = const float[16,16,3,3] seed 4 d = Conv(r, v) <pads=[1,1,1,1]> e = Flatten(d) g = MatMul(e, f) output g }>
        output y: float[8,64]
        """;

    private const string Loop = """
        input x: float[8,64]
        rounds = const int64[] {3}
        h = const float[64,64] seed 1 range -0.1 0.1
        o = const float[64,64] seed 2
        m = MatMul(x, o)
        y = Loop(rounds, _, m) <body=graph {
          input i: int64[]
          input go: bool[]
          input s: float[8,64]
          w = const float[64,64] seed 3 range -0.1 0.1
          on = Identity(go)
          a = MatMul(s, w)
          b = MatMul(a, h)
          t = Tanh(b)
          output on: bool[]
          output t: float[8,64] }>
        z = MatMul(y, h)
        output z: float[8,64]
        """;

    private const string Scan = """
        input x: float[6,8,64]
        zero = const float[8,64]
        h = const float[64,64] seed 1 range -0.1 0.1
        last, all = Scan(zero, x) <num_scan_inputs=1, body=graph {
          input s: float[8,64]
          input item: float[8,64]
          w = const float[64,64] seed 2 range -0.1 0.1
          a = MatMul(s, h)
          b = MatMul(item, w)
          c = Add(a, b)
          t = Tanh(c)
          u = Identity(t)
          output t: float[8,64]
          output u: float[8,64] }>
        y = MatMul(last, h)
        output y: float[8,64]
        output all: float[6,8,64]
        """;

    [TestMethod]
    [DataRow(If, "Static")]
    [DataRow(If, "Dynamic")]
    [DataRow(If, "WeightOnly")]
    [DataRow(If, "Float16")]
    [DataRow(If, "")]
    [DataRow(Loop, "Static")]
    [DataRow(Loop, "Dynamic")]
    [DataRow(Loop, "WeightOnly")]
    [DataRow(Loop, "Float16")]
    [DataRow(Loop, "")]
    [DataRow(Scan, "Static")]
    [DataRow(Scan, "Dynamic")]
    [DataRow(Scan, "WeightOnly")]
    [DataRow(Scan, "Float16")]
    [DataRow(Scan, "")]
    public void Answers_stay_and_the_file_gets_smaller_or_a_code_says_why_not(string text, string scheme)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(text);
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(tolerance: 0.05);

        Assert.IsNotEmpty(outcome.Result.Candidate.Layers);
        Assert.AreEqual(outcome.Result.Candidate.SizeBytes > outcome.Result.OriginalBytes, outcome.Reported.Contains(Codes.NoGain)); // a weight that a branch reads in float is there twice
        Assert.IsTrue(scheme == "Static" || outcome.Result.Candidate.SizeBytes < outcome.Result.OriginalBytes);
    }

    [TestMethod]
    [DataRow(If)]
    [DataRow(Loop)]
    public void Names_are_made_up_for_nodes_in_subgraphs_too(string text)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(text);
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", "Dynamic"));
        var names = outcome.Written.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Select(node => node.Name).ToList();

        CollectionAssert.AllItemsAreUnique(names);
        Assert.DoesNotContain("", names);
    }
}
