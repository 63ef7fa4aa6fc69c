using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Models without anything to quantize are handed on with a code that says so.</summary>
[TestClass]
public sealed class NothingToQuantizeTests
{
    private const string Trees = """
        opset ai.onnx.ml 3
        input x: float[N,2]
        y = ai.onnx.ml.TreeEnsembleRegressor(x) <n_targets=1, nodes_falsenodeids=[2,0,0], nodes_featureids=[0,0,0], nodes_hitrates=[1.0,1.0,1.0], nodes_missing_value_tracks_true=[0,0,0], nodes_modes=["BRANCH_LEQ","LEAF","LEAF"], nodes_nodeids=[0,1,2], nodes_treeids=[0,0,0], nodes_truenodeids=[1,0,0], nodes_values=[0.5,0.0,0.0], post_transform="NONE", target_ids=[0,0], target_nodeids=[1,2], target_treeids=[0,0], target_weights=[1.5,-2.0]>
        output y: float[N,1]
        """;

    private const string Integers = """
        input x: int64[N,8]
        w = const int64[8] {1, 2, 3, 4, 5, 6, 7, 8}
        axes = const int64[1] {1}
        m = Mul(x, w)
        s = ReduceSum(m, axes)
        y = Neg(s)
        output y: int64[N,1]
        """;

    private const string IntegerMatrices = """
        input x: int32[N,8]
        w = const int32[8,64] seed 1 range -100 100
        y = MatMul(x, w)
        output y: int32[N,64]
        """;

    private const string NoWeights = """
        input x: float[N,4,12,12]
        r = Relu(x)
        p = MaxPool(r) <kernel_shape=[2,2], strides=[2,2]>
        g = GlobalAveragePool(p)
        y = Softmax(g) <axis=1>
        output y: float[N,4,1,1]
        """;

    private const string NoInputs = """
        a = const float[2] {1, 2}
        y = Relu(a)
        output y: float[2]
        """;

    private const string NoFloatInput = """
        input ids: int64[N,4]
        input big: int64[N,4]
        s = Sub(ids, big)
        q = Equal(ids, big)
        y = Where(q, ids, s)
        z = Shape(ids)
        output y: int64[N,4]
        output z: int64[2]
        """;

    [TestMethod]
    [DataRow(Trees, DisplayName = "tree ensemble")]
    [DataRow(Integers, DisplayName = "only integers")]
    [DataRow(IntegerMatrices, DisplayName = "integer matrices")]
    [DataRow(NoWeights, DisplayName = "no weights")]
    [DataRow(NoFloatInput, DisplayName = "no float anywhere")]
    public void Says_so_and_hands_on_the_original(string text)
    {
        foreach (var scheme in new[] { "", "Static", "Dynamic", "WeightOnly", "Float16" })
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse(text);
            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme));

            Assert.IsTrue(outcome.IsOriginal);
            CollectionAssert.AreEqual(new[] { Codes.NothingToCompress }, outcome.Reported.ToArray());
            Assert.IsEmpty(outcome.Result.Candidate.Layers);
        }
    }

    [TestMethod]
    public void Model_without_inputs_is_handed_on()
    {
        using var pipeline = new Pipeline();
        var outcome = pipeline.Run(GraphText.Parse(NoInputs));

        CollectionAssert.AreEqual(new[] { Codes.NothingToCompress }, outcome.Reported.ToArray());
        Assert.IsTrue(outcome.IsOriginal);
    }
}
