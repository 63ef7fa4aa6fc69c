namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class CandidateBuilderTests
{
    [TestMethod]
    public void Every_float_node_that_could_have_been_quantized_has_its_reason()
    {
        var built = BuiltCandidate.Of(
            """
            input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 c = Conv(x, w) t = Tanh(c) p = MaxPool(t) <kernel_shape=[2,2]>
            g = const float[8,4,2,2] seed 2 u = ConvTranspose(p, g) f = Flatten(u)
            m = const float[144,4] seed 3 range -0.1 0.1 y = MatMul(f, m)
            output y
            """,
            calibrated: true,
            ("Quantization", "Static+Float16"));

        Assert.Contains("no integer ConvTranspose", built.Why("ConvTranspose_0") ?? "");
        Assert.AreEqual("not all of its inputs are quantized", built.Why("MaxPool_0"));
        CollectionAssert.AreEquivalent(new[] { "Conv_0", "MatMul_0" }, built.Record.Layers.Where(layer => layer.Scheme == "Static").Select(layer => layer.Node).ToArray());
    }

    [TestMethod]
    public void Convolutions_without_calibration_data_say_what_would_quantize_them() =>
        Assert.Contains("needs CalibrationData", BuiltCandidate.Of("input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 y = Conv(x, w) output y", calibrated: false).Why("Conv_0") ?? "");
}
