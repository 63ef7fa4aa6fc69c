namespace ModelCompression.Core.Tests.Rewriting.Opsets;

[TestClass]
public sealed class ResizeAsymmetricTests
{
    private const string Said = "coordinate_transformation_mode=\"asymmetric\", nearest_mode=\"floor\"";

    [TestMethod]
    [DataRow("opset 7 input x: float[N,3,4,5] y = Upsample(x) <mode=\"nearest\", scales=[1.0, 1.0, 2.0, 3.0]>", "nearest")]
    [DataRow("opset 8 input x: float[N,3,4,5] y = Upsample(x) <mode=\"linear\", scales=[1.0, 1.0, 2.0, 3.0]>", "linear")]
    [DataRow("opset 9 input x: float[N,3,4,5] s = const float[4] {1, 1, 2, 3} y = Upsample(x, s) <mode=\"nearest\">", "nearest")]
    [DataRow("opset 10 input x: float[N,3,4,5] s = const float[4] {1, 1, 2, 3} y = Resize(x, s) <mode=\"linear\">", "linear")]
    [DataRow("opset 10 input x: float[N,3,4,5] s = const float[4] {1, 1, 2, 3} y = Resize(x, s)", "nearest")]
    public void Enlarging_says_how_it_rounds(string before, string mode) => Raised.Becomes(
        before + " output y", $"input x: float[N,3,4,5] s = const float[4] {{1, 1, 2, 3}} y = Resize(x, _, s) <{Said}, mode=\"{mode}\"> output y");

    [TestMethod]
    public void Fractions_of_a_pixel_are_rounded_alike() =>
        Raised.Same("opset 10 input x: float[N,3,7,5] s = const float[4] {1, 1, 1.7, 2.5} y = Resize(x, s) output y");

    [TestMethod]
    [DataRow("half_pixel")]
    [DataRow("asymmetric")]
    [DataRow("align_corners")]
    public void Resize_of_opset_11_is_the_same(string mode)
    {
        var text = $"input x: float[N,3,4,5] r = const float[0] s = const float[4] {{1, 1, 2, 1.5}} y = Resize(x, r, s) <coordinate_transformation_mode=\"{mode}\"> output y";
        Raised.Becomes("opset 11 " + text, text);
    }

    [TestMethod]
    public void Resize_of_opset_11_to_sizes_is_the_same()
    {
        const string Text = "input x: float[1,3,4,5] r = const float[0] s = const float[0] t = const int64[4] {1, 3, 9, 8} y = Resize(x, r, s, t) <mode=\"linear\"> output y";
        Raised.Becomes("opset 12 " + Text, Text);
    }

    [TestMethod]
    [DataRow("opset 10 input x: float[N,3,4,4] s = const float[4] {1, 1, 0.5, 0.5} y = Resize(x, s) output y", "smaller")]
    [DataRow("opset 10 input x: float[1,3,4,4] input s: float[4] y = Resize(x, s) output y", "not constant")]
    [DataRow("opset 11 input x: float[N,3,4,4] r = const float[0] s = const float[4] {1, 1, 2, 2} y = Resize(x, r, s) <coordinate_transformation_mode=\"tf_half_pixel_for_nn\"> output y", "tf_half_pixel")]
    public void Keeps_the_model_when_rounding_would_differ(string before, string why) => Raised.Stays(before, why);
}
