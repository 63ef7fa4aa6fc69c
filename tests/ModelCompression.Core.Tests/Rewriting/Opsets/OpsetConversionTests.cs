using ModelCompression.Rewriting.Opsets;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Opsets;

[TestClass]
public sealed class OpsetConversionTests
{
    /// <summary>The operators of small networks, without those that have a rule.</summary>
    private const string Network = """
        input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 b = const float[8] seed 2
        c = Conv(x, w, b) <pads=[1,1,1,1]> e = Elu(c) l = LeakyRelu(e) <alpha=0.1> p = MaxPool(l) <kernel_shape=[2,2], strides=[2,2]> a = AveragePool(p) <kernel_shape=[2,2], strides=[1,1]>
        n = LRN(a) <size=3> i = const float[8] seed 3 j = const float[8] seed 4 o = InstanceNormalization(n, i, j) d = DepthToSpace(o) <blocksize=2> r = ReduceMax(d) <axes=[2], keepdims=1>
        t = Transpose(r) <perm=[0,2,1,3]> f = Flatten(t) k = const float[12,5] seed 5 z = const float[5] seed 6 g = Gemm(f, k, z) m = MatMul(f, k) s = Sum(g, m) q = Max(s, m) y = Sigmoid(q) output y
        """;

    [TestMethod]
    [DataRow(7)]
    [DataRow(8)]
    [DataRow(9)]
    [DataRow(10)]
    [DataRow(11)]
    [DataRow(12)]
    public void Operators_that_did_not_change_keep_their_results(int opset) => Raised.Becomes($"opset {opset} {Network}", Network);

    [TestMethod]
    public void The_oldest_file_format_is_still_opened() => Raised.Same($"opset 8 ir 3 {Network}");

    [TestMethod]
    public void Recurrences_keep_their_results() => Raised.Same(
        "opset 7 input x: float[5,1,4] w = const float[1,12,4] seed 1 r = const float[1,12,3] seed 2 b = const float[1,24] seed 3 y = LSTM(x, w, r, b) <hidden_size=3> output y");

    [TestMethod]
    public void Bodies_of_branches_and_loops_are_raised_too()
    {
        var model = Raised.Same("""
            opset 11 input x: float[2,1,3] input c: bool[]
            y = If(c) <then_branch=graph { a = Squeeze(x) <axes=[1]> output a: float[2,3] }, else_branch=graph { s = ReduceSum(x) <axes=[1], keepdims=0> output s: float[2,3] }>
            output y: float[2,3]
            """);

        Assert.IsTrue(model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => node.IsAny("Squeeze", "ReduceSum")).All(node => node.Inputs.Count == 2));
    }

    [TestMethod]
    [DataRow("opset 13 input x: float[N,3] y = Softmax(x) output y")]
    [DataRow("opset 6 input x: float[N,3] y = Softmax(x) output y")]
    public void Models_outside_the_range_are_not_looked_at(string text)
    {
        var model = GraphText.Parse(text);
        Assert.IsNull(OpsetConversion.Raise(model));
        Assert.IsNull(GraphText.Difference(text, model));
    }

    [TestMethod]
    [DataRow("opset 9 input x: float[N,3] y = RandomNormalLike(x) output y", "not known")]
    [DataRow("opset 9 input x: float[N,3] t = Squeeze(x) <axes=[1]> y = org.example.Odd(t) output y", "not known")]
    public void One_operator_that_is_not_known_keeps_the_whole_model(string text, string why) => Raised.Stays(text, why);
}
