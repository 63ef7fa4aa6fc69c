using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class ReduceMeanToGlobalAveragePoolTests
{
    [TestMethod]
    [DataRow("y = ReduceMean(x) <axes=[2,3]>")]
    [DataRow("y = ReduceMean(x) <axes=[-1,-2], keepdims=1>")]
    public void Rewrites_with_kept_dims(string reduce) => RuleAssert.Rewrites(
        $"input x: float[N,3,8,8] {reduce} output y", "input x: float[N,3,8,8] y = GlobalAveragePool(x) output y", tolerance: 1e-5, shapes => new ReduceMeanToGlobalAveragePool(shapes));

    [TestMethod]
    public void Rewrites_without_kept_dims() => RuleAssert.Rewrites(
        "input x: float[N,3,8,8] y = ReduceMean(x) <axes=[2,3], keepdims=0> output y",
        "input x: float[N,3,8,8] p = GlobalAveragePool(x) y = Flatten(p) <axis=1> output y",
        tolerance: 1e-5,
        shapes => new ReduceMeanToGlobalAveragePool(shapes));

    [TestMethod]
    public void Rewrites_axes_given_as_input() => RuleAssert.Rewrites(
        "opset 18 input x: float[N,3,8,8] a = const int64[2] {2, -1} y = ReduceMean(x, a) <keepdims=0> output y",
        "opset 18 input x: float[N,3,8,8] p = GlobalAveragePool(x) y = Flatten(p) <axis=1> output y",
        tolerance: 1e-5,
        shapes => new ReduceMeanToGlobalAveragePool(shapes));

    [TestMethod]
    [DataRow("axes=[1,2]")]
    [DataRow("axes=[3]")]
    [DataRow("axes=[1,2,3]")]
    [DataRow("keepdims=1")]
    public void Keeps_other_axes(string attributes) =>
        RuleAssert.Keeps($"input x: float[N,3,8,8] y = ReduceMean(x) <{attributes}> output y", shapes => new ReduceMeanToGlobalAveragePool(shapes));

    [TestMethod]
    public void Keeps_when_the_rank_is_unknown() =>
        RuleAssert.Keeps("input x: float y = ReduceMean(x) <axes=[2,3]> output y", shapes => new ReduceMeanToGlobalAveragePool(shapes));

    [TestMethod]
    public void Keeps_axes_that_are_not_constant() =>
        RuleAssert.Keeps("opset 18 input x: float[N,3,8,8] input a: int64[2] = {2, 3} y = ReduceMean(x, a) output y", shapes => new ReduceMeanToGlobalAveragePool(shapes));

    [TestMethod]
    public void Keeps_integers() =>
        RuleAssert.Keeps("input x: int32[N,3,8,8] y = ReduceMean(x) <axes=[2,3]> output y", shapes => new ReduceMeanToGlobalAveragePool(shapes));
}
