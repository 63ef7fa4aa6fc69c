using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Passes;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Passes;

[TestClass]
public sealed class FoldConstantsTests
{
    private static FoldConstants Pass => new(new OrtRunnerFactory());

    [TestMethod]
    public void Folds_a_whole_subgraph_of_constants() => RuleAssert.Rewrites(
        "input x: float[N,2] a = const float[2] {1, 2} b = const float[2] {3, 4} c = Add(a, b) d = Mul(c, b) y = Add(x, d) output y",
        "input x: float[N,2] a = const float[2] {1, 2} b = const float[2] {3, 4} d = const float[2] {12, 24} y = Add(x, d) output y",
        tolerance: 0,
        Pass);

    [TestMethod]
    public void Folds_shape_arithmetic_on_constants() => RuleAssert.Rewrites(
        "input x: float[N,6] n = const int64[] {2} m = const int64[] {3} k = Mul(n, m) z = const int64[1] {0} l = Unsqueeze(k, z) t = ConstantOfShape(l) <value=float[1] {2}> y = Add(x, t) output y",
        "input x: float[N,6] n = const int64[] {2} m = const int64[] {3} z = const int64[1] {0} t = const float[6] fill 2 y = Add(x, t) output y",
        tolerance: 0,
        Pass);

    [TestMethod]
    public void Folds_inside_a_subgraph() => RuleAssert.Rewrites(
        "input x: float[2] input c: bool[] k = const float[2] {1, 2} y = If(c) <then_branch=graph { n = Neg(k) a = Add(x, n) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        "input x: float[2] input c: bool[] k = const float[2] {1, 2} n = const float[2] {-1, -2} y = If(c) <then_branch=graph { a = Add(x, n) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        tolerance: 0,
        Pass);

    [TestMethod]
    [DataRow("k = const float[2] {1, 2} n = RandomNormalLike(k)", DisplayName = "random")]
    [DataRow("s = const float[] {0.5} q = const int8[2] {1, 2} n = DequantizeLinear(q, s)", DisplayName = "stored quantized")]
    [DataRow("h = const float16[1000,2] seed 1 n = Cast(h) <to=1>", DisplayName = "stored as float16")]
    [DataRow("s = const int64[2] {1000000, 2} n = ConstantOfShape(s)", DisplayName = "grows")]
    [DataRow("a = const float[1000,1] b = const float[1,1000] m = MatMul(a, b) i = const int64[2] {0, 1} n = Gather(m, i) <axis=1>", DisplayName = "grows on the way")]
    [DataRow("input k: float[2] = {1, 2} n = Neg(k)", DisplayName = "callers may override it")]
    [DataRow("k = const float[2] {1, 2} n = other.Neg(k)", DisplayName = "another domain")]
    [DataRow("c = const bool[] {1} k = const float[2] {1, 2} n = If(c) <then_branch=graph { a = Neg(k) output a }, else_branch=graph { b = Abs(k) output b }>", DisplayName = "holds graphs")]
    public void Keeps(string nodes)
    {
        var pass = Pass;
        RuleAssert.Keeps($"input x: float[N,2] {nodes} y = Add(x, n) output y", pass);
    }

    [TestMethod]
    public void Keeps_a_large_result_when_its_input_stays_in_the_file() => RuleAssert.Keeps(
        "input x: float[N,2] input i: int64[1] e = const float[2,200000] seed 1 t = Transpose(e) g = Gather(t, i) h = Gather(e, i) <axis=1> y = MatMul(x, h) output y output g", Pass);

    [TestMethod]
    public void Folds_a_large_result_that_replaces_its_input() => RuleAssert.Rewrites(
        "input i: int64[1] e = const float[2,200000] seed 1 t = Transpose(e) y = Gather(t, i) output y",
        "input i: int64[1] t = const float[200000,2] y = Gather(t, i) output y",
        tolerance: 0,
        new InTurn(Pass, new RemoveDeadCode()));

    [TestMethod]
    public void Stops_when_small_results_add_up()
    {
        var fills = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"f{i} = ConstantOfShape(s) y{i} = Add(x, f{i}) output y{i}"));
        var model = GraphText.Parse("input x: float[N,240000] s = const int64[1] {240000} " + fills);

        Assert.IsTrue(Pass.Run(model, new DiagnosticList()));
        Assert.IsLessThanOrEqualTo(16_000_100, model.Graph.Initializers.Sum(value => value.Initializer?.SizeBytes ?? 0));
        Assert.IsFalse(model.Graph.Nodes.All(node => node.Is("Add")));
    }

    [TestMethod]
    public void Keeps_a_graph_output() => RuleAssert.Keeps("input x: float[2] k = const float[2] {1, 2} n = Neg(k) y = Add(x, n) output y output n", Pass);

    [TestMethod]
    public void Keeps_and_notes_what_the_runtime_cannot_compute()
    {
        var model = GraphText.Parse("input x: float[2] k = const float[2] {1, 2} l = const float[3] {1, 2, 3} n = Add(k, l) y = Add(x, n) output y");
        var diagnostics = new DiagnosticList();

        Assert.IsFalse(Pass.Run(model, diagnostics));
        Assert.AreEqual(Codes.CannotRun, diagnostics.Items.Single().Code);
        Assert.AreEqual(Severity.Note, diagnostics.Items.Single().Severity);
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    private sealed class InTurn(params IReadOnlyList<IPass> passes) : IPass
    {
        public bool Run(Model model, IDiagnostics diagnostics) => passes.Select(pass => pass.Run(model, diagnostics)).ToList().Contains(true);
    }
}
