namespace ModelCompression.Core.Tests.Rewriting.Opsets;

[TestClass]
public sealed class SoftmaxOverLastAxisTests
{
    [TestMethod]
    [DataRow("Softmax")]
    [DataRow("LogSoftmax")]
    [DataRow("Hardmax")]
    public void The_default_axis_of_a_matrix_is_written_out(string op) => Raised.Becomes(
        $"opset 7 input x: float[N,9] y = {op}(x) output y", $"input x: float[N,9] y = {op}(x) <axis=1> output y");

    [TestMethod]
    [DataRow("float[N,3,5]", "axis=2", "axis=2")]
    [DataRow("float[N,3,5]", "axis=-1", "axis=-1")]
    [DataRow("float[N,7,1,1]", "axis=1", "axis=1")]
    [DataRow("float[N,7,1]", "axis=-2", "axis=-2")]
    public void One_axis_stays_one_axis(string type, string before, string after) => Raised.Becomes(
        $"opset 11 input x: {type} y = Softmax(x) <{before}> output y", $"input x: {type} y = Softmax(x) <{after}> output y");

    [TestMethod]
    [DataRow("Softmax", "axis=1", 1)]
    [DataRow("LogSoftmax", "axis=0", 0)]
    [DataRow("Hardmax", "axis=-2", -2)]
    public void Several_axes_are_flattened_and_restored(string op, string axis, int flatten) => Raised.Becomes(
        $"opset 11 input x: float[N,3,5] y = {op}(x) <{axis}> output y",
        $"input x: float[N,3,5] f = Flatten(x) <axis={flatten}> r = {op}(f) <axis=-1> s = Shape(x) y = Reshape(r, s) output y");

    [TestMethod]
    public void What_was_replaced_in_front_is_read_in_its_new_form() => Raised.Becomes(
        "opset 9 input x: float[N,3,2,2] s = const float[4] {1, 1, 2, 2} u = Upsample(x, s) y = Softmax(u) output y",
        """
        input x: float[N,3,2,2] s = const float[4] {1, 1, 2, 2}
        u = Resize(x, _, s) <coordinate_transformation_mode="asymmetric", mode="nearest", nearest_mode="floor">
        f = Flatten(u) <axis=1> r = Softmax(f) <axis=-1> d = Shape(u) y = Reshape(r, d) output y
        """);
}
