using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class RemoveIdentityTests
{
    [TestMethod]
    [DataRow("t = Identity(x)")]
    [DataRow("t, _ = Dropout(x)")]
    [DataRow("r = const float[] {0.5} f = const bool[] {0} t = Dropout(x, r, f)")]
    [DataRow("t = Cast(x) <to=1>")]
    [DataRow("t = Transpose(x) <perm=[0,1,2,3]>")]
    [DataRow("t = Concat(x) <axis=1>")]
    [DataRow("t = MaxPool(x) <kernel_shape=[1,1], strides=[1,1]>")]
    [DataRow("t = AveragePool(x) <kernel_shape=[1,1]>")]
    [DataRow("p = const int64[8] fill 0 t = Pad(x, p)")]
    [DataRow("s = const int64[2] {0,-8} e = const int64[2] {9223372036854775807, 8} a = const int64[2] {1, -1} t = Slice(x, s, e, a)")]
    [DataRow("s = const int64[1] {0} e = const int64[1] {2147483647} t = Slice(x, s, e)")]
    [DataRow("t = Clip(x)")]
    public void Removes(string identity) => RuleAssert.Rewrites(
        $"input x: float[N,3,8,8] {identity} y = Relu(t) output y", "input x: float[N,3,8,8] y = Relu(x) output y", tolerance: 0, shapes => new RemoveIdentity(shapes));

    [TestMethod]
    public void Removes_one_whose_result_is_a_graph_output() => RuleAssert.Rewrites(
        "input x: float[2] t = Relu(x) y = Identity(t) output y", "input x: float[2] y = Relu(x) output y", tolerance: 0, shapes => new RemoveIdentity(shapes));

    [TestMethod]
    [DataRow("t = Cast(x) <to=11>")]
    [DataRow("t = Transpose(x) <perm=[0,1,3,2]>")]
    [DataRow("t = Transpose(x)")]
    [DataRow("t = Concat(x, x) <axis=1>")]
    [DataRow("t = MaxPool(x) <kernel_shape=[1,1], strides=[2,2]>")]
    [DataRow("t = MaxPool(x) <kernel_shape=[1,1], pads=[0,0,1,1]>")]
    [DataRow("p = const int64[8] {0,0,0,0,0,0,0,1} t = Pad(x, p)")]
    [DataRow("s = const int64[1] {0} e = const int64[1] {7} a = const int64[1] {2} t = Slice(x, s, e, a)")]
    [DataRow("s = const int64[1] {0} e = const int64[1] {8} t = Slice(x, s, e)", DisplayName = "An end that a larger batch exceeds")]
    [DataRow("s = const int64[1] {0} e = const int64[1] {9} a = const int64[1] {2} d = const int64[1] {2} t = Slice(x, s, e, a, d)")]
    [DataRow("t = other.Identity(x)")]
    public void Keeps_what_changes_the_tensor(string node) =>
        RuleAssert.Keeps($"input x: float[N,3,8,8] {node} y = Relu(t) output y", shapes => new RemoveIdentity(shapes));

    [TestMethod]
    public void Keeps_dropout_whose_mask_is_used() =>
        RuleAssert.Keeps("input x: float[2] t, m = Dropout(x) y = Relu(t) output y output m", shapes => new RemoveIdentity(shapes));

    [TestMethod]
    public void Keeps_dropout_in_training() => RuleAssert.Keeps(
        "input x: float[2] r = const float[] {0.5} f = const bool[] {1} t = Dropout(x, r, f) y = Relu(t) output y", shapes => new RemoveIdentity(shapes));

    [TestMethod]
    public void Keeps_a_cast_of_unknown_type() => RuleAssert.Keeps(
        "input x: float[2] u = other.Thing(x) t = Cast(u) <to=1> y = Relu(t) output y", shapes => new RemoveIdentity(shapes));

    [TestMethod]
    public void Keeps_the_link_between_a_graph_input_and_a_graph_output() =>
        RuleAssert.Keeps("input x: float[2] y = Identity(x) output y", shapes => new RemoveIdentity(shapes));

    [TestMethod]
    public void Keeps_one_of_two_graph_outputs_with_the_same_content() =>
        RuleAssert.Keeps("input x: float[2] t = Relu(x) y = Identity(t) output t output y", shapes => new RemoveIdentity(shapes));

    [TestMethod]
    public void Keeps_the_output_of_a_subgraph_that_is_an_outer_value() => RuleAssert.Keeps(
        "input x: float[2] input c: bool[] t = Neg(x) y = If(c) <then_branch=graph { a = Identity(t) output a }, else_branch=graph { b = Relu(t) output b }> output y",
        shapes => new RemoveIdentity(shapes));
}
