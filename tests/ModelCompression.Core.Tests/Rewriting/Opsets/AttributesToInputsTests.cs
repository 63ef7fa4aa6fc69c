namespace ModelCompression.Core.Tests.Rewriting.Opsets;

[TestClass]
public sealed class AttributesToInputsTests
{
    [TestMethod]
    public void Squeeze_takes_its_axes_as_an_input() => Raised.Becomes(
        "opset 11 input x: float[N,1,3,1] y = Squeeze(x) <axes=[1,-1]> output y",
        "input x: float[N,1,3,1] a = const int64[2] {1, -1} y = Squeeze(x, a) output y");

    [TestMethod]
    public void Squeeze_of_all_axes_has_no_input() => Raised.Becomes(
        "opset 7 input x: float[1,1,3,1] y = Squeeze(x) output y", "input x: float[1,1,3,1] y = Squeeze(x) output y");

    [TestMethod]
    public void Unsqueeze_takes_its_axes_as_an_input() => Raised.Becomes(
        "opset 12 input x: float[N,3] y = Unsqueeze(x) <axes=[0,3]> output y",
        "input x: float[N,3] a = const int64[2] {0, 3} y = Unsqueeze(x, a) output y");

    [TestMethod]
    [DataRow("axes=[1], keepdims=0", "a = const int64[1] {1} y = ReduceSum(x, a) <keepdims=0>")]
    [DataRow("keepdims=1", "y = ReduceSum(x) <keepdims=1>")]
    public void ReduceSum_takes_its_axes_as_an_input(string attributes, string after) => Raised.Becomes(
        $"opset 11 input x: float[N,3,5] y = ReduceSum(x) <{attributes}> output y", $"input x: float[N,3,5] {after} output y");

    [TestMethod]
    public void Split_takes_its_sizes_as_an_input() => Raised.Becomes(
        "opset 11 input x: float[N,6] a, b = Split(x) <axis=1, split=[2,4]> output a output b",
        "input x: float[N,6] s = const int64[2] {2, 4} a, b = Split(x, s) <axis=1> output a output b");

    [TestMethod]
    public void Split_into_equal_parts_has_no_input() => Raised.Becomes(
        "opset 7 input x: float[N,6] a, b = Split(x) <axis=1> output a output b", "input x: float[N,6] a, b = Split(x) <axis=1> output a output b");

    [TestMethod]
    [DataRow("<min=-0.5, max=1.0>", "l = const float[] {-0.5} h = const float[] {1} y = Clip(x, l, h)")]
    [DataRow("<max=1.0>", "h = const float[] {1} y = Clip(x, _, h)")]
    [DataRow("<min=0.25>", "l = const float[] {0.25} y = Clip(x, l)")]
    [DataRow("", "y = Clip(x)")]
    public void Clip_takes_its_limits_as_inputs(string attributes, string after) => Raised.Becomes(
        $"opset 10 input x: float[N,3] y = Clip(x) {attributes} output y", $"input x: float[N,3] {after} output y");

    [TestMethod]
    public void Limits_have_the_type_of_the_data() => Raised.Becomes(
        "opset 10 input x: double[N,3] y = Pad(x) <pads=[0,0,0,2], value=0.5> output y",
        "input x: double[N,3] p = const int64[4] {0, 0, 0, 2} v = const double[] {0.5} y = Pad(x, p, v) output y");

    [TestMethod]
    [DataRow("mode=\"constant\", value=1.5, pads=[0,1,0,2]", "v = const float[] {1.5} y = Pad(x, p, v) <mode=\"constant\">")]
    [DataRow("mode=\"reflect\", pads=[0,1,0,2]", "y = Pad(x, p) <mode=\"reflect\">")]
    [DataRow("pads=[0,1,0,2]", "y = Pad(x, p)")]
    public void Pad_takes_its_widths_and_value_as_inputs(string attributes, string after) => Raised.Becomes(
        $"opset 10 input x: float[N,4] y = Pad(x) <{attributes}> output y", $"input x: float[N,4] p = const int64[4] {{0, 1, 0, 2}} {after} output y");

    [TestMethod]
    public void Slice_takes_its_range_as_inputs() => Raised.Becomes(
        "opset 9 input x: float[N,6,4] y = Slice(x) <starts=[1,-3], ends=[100,-1], axes=[1,2]> output y",
        "input x: float[N,6,4] s = const int64[2] {1, -3} e = const int64[2] {100, -1} a = const int64[2] {1, 2} y = Slice(x, s, e, a) output y");

    [TestMethod]
    public void Slice_of_the_first_axes_has_no_axes() => Raised.Becomes(
        "opset 7 input x: float[4,6] y = Slice(x) <starts=[1,2], ends=[3,5]> output y",
        "input x: float[4,6] s = const int64[2] {1, 2} e = const int64[2] {3, 5} y = Slice(x, s, e) output y");

    [TestMethod]
    public void TopK_takes_its_number_as_an_input() => Raised.Becomes(
        "opset 9 input x: float[N,6] v, i = TopK(x) <axis=1, k=3> output v output i",
        "input x: float[N,6] k = const int64[1] {3} v, i = TopK(x, k) <axis=1> output v output i");

    [TestMethod]
    public void Keeps_the_model_when_the_type_of_a_limit_is_unknown() =>
        Raised.Stays("opset 10 input x: float[N,3] s = org.example.Odd(x) y = Clip(s) <min=0.0> output y", "cannot be written in opset 13");
}
