using ModelCompression.Passes;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Passes;

[TestClass]
public sealed class MergeDuplicateInitializersTests
{
    [TestMethod]
    public void Merges_equal_constants() => RuleAssert.Rewrites(
        "input x: float[2] a = const float[2] {1, 2} b = const float[2] {1, 2} t = Add(x, a) y = Mul(t, b) output y",
        "input x: float[2] a = const float[2] {1, 2} t = Add(x, a) y = Mul(t, a) output y",
        tolerance: 0,
        new MergeDuplicateInitializers());

    [TestMethod]
    [DataRow("float[2] {1, 3}", DisplayName = "other content")]
    [DataRow("float[1,2] {1, 2}", DisplayName = "other shape")]
    public void Keeps_different_constants(string other) => RuleAssert.Keeps(
        $"input x: float[2] a = const float[2] {{1, 2}} b = const {other} t = Add(x, a) y = Mul(t, b) output y", new MergeDuplicateInitializers());

    [TestMethod]
    public void Keeps_equal_bytes_of_another_type() => RuleAssert.Keeps(
        "input x: float[2] a = const float[1] {0} b = const int32[1] {0} t = Add(x, a) c = Cast(b) <to=1> y = Mul(t, c) output y", new MergeDuplicateInitializers());

    [TestMethod]
    public void Keeps_what_callers_may_override() => RuleAssert.Keeps(
        "input x: float[2] a = const float[2] {1, 2} input b: float[2] = {1, 2} t = Add(x, a) y = Mul(t, b) output y", new MergeDuplicateInitializers());

    [TestMethod]
    public void Keeps_a_graph_output() => RuleAssert.Keeps(
        "input x: float[2] a = const float[2] {1, 2} b = const float[2] {1, 2} t = Add(x, a) y = Mul(t, b) output y output b", new MergeDuplicateInitializers());

    [TestMethod]
    public void Keeps_zero_points_of_int8_weights() => RuleAssert.Keeps(
        "input x: float[2] a = const int8[2] {1, 2} b = const int8[2] {3, 4} s = const float[] {0.5} z = const int8[] {0} w = const int8[] {0} "
        + "c = DequantizeLinear(a, s, z) d = DequantizeLinear(b, s, w) t = Add(x, c) y = Mul(t, d) output y", new MergeDuplicateInitializers());
}
