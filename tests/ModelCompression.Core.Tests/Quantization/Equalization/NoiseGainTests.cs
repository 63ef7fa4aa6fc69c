using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization.Equalization;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Equalization;

[TestClass]
public sealed class NoiseGainTests
{
    private static readonly IReadOnlyDictionary<Value, ChannelStatistics> None = new Dictionary<Value, ChannelStatistics>();

    [TestMethod]
    public void Product_passes_the_squares_of_the_weights_of_each_input()
    {
        var gain = Of("input x: float[1,2] t = Tanh(x) w = const float[2,3] {1, 2, 3, 4, 5, 6} y = MatMul(t, w) output y", "t", 2);

        CollectionAssert.AreEqual(new[] { 14.0, 77.0 }, gain);
    }

    [TestMethod]
    public void Convolution_passes_the_squares_of_all_taps_and_groups_see_their_own_channels()
    {
        var gain = Of("input x: float[1,2,4,4] t = Tanh(x) w = const float[2,1,1,2] {1, 2, 3, 4} y = Conv(t, w) <group=2> output y", "t", 2);

        CollectionAssert.AreEqual(new[] { 5.0, 25.0 }, gain);
    }

    [TestMethod]
    public void Two_ways_to_the_outputs_add_up()
    {
        var gain = Of("input x: float[1,2] t = Tanh(x) w = const float[2,1] {1, 2} v = const float[2,1] {3, 4} y = MatMul(t, w) z = MatMul(t, v) output y output z", "t", 2);

        CollectionAssert.AreEqual(new[] { 10.0, 20.0 }, gain);
    }

    [TestMethod]
    public void Average_passes_one_part_of_its_window()
    {
        Assert.AreEqual(1.0 / 16, Of("input x: float[1,2,4,4] t = Tanh(x) y = GlobalAveragePool(t) output y", "t", 2)[0]);
        Assert.AreEqual(1.0 / 4, Of("input x: float[1,2,4,4] t = Tanh(x) y = AveragePool(t) <kernel_shape=[2,2]> output y", "t", 2)[0]);
    }

    [TestMethod]
    public void Relu_passes_the_share_that_is_not_zero()
    {
        var model = GraphText.Parse("input x: float[1,2] t = Tanh(x) r = Relu(t) w = const float[2,1] {1, 2} y = MatMul(r, w) output y");
        var (t, r) = (model.Graph.Nodes.First().Output(0), model.Graph.Nodes.ElementAt(1).Output(0));
        var statistics = new Dictionary<Value, ChannelStatistics> { [r] = new([0, 0], [1, 1], [1, 1], [0.25, 0.5], 100) };

        CollectionAssert.AreEqual(new[] { 0.25, 2.0 }, NoiseGain.Of(model, ShapeTable.Infer(model), statistics).Of(t, 2));
    }

    [TestMethod]
    public void Features_behind_a_flatten_add_up_to_their_channel() =>
        CollectionAssert.AreEqual(new[] { 5.0, 25.0 }, Of("input x: float[1,2,1,2] t = Tanh(x) f = Flatten(t) w = const float[4,1] {1, 2, 3, 4} y = MatMul(f, w) output y", "t", 2));

    [TestMethod]
    public void What_reaches_no_output_has_no_gain() =>
        CollectionAssert.AreEqual(new[] { 0.0, 0.0 }, Of("input x: float[1,2] t = Tanh(x) y = Neg(x) output y", "t", 2));

    [TestMethod]
    public void Noise_put_on_a_channel_arrives_as_predicted()
    {
        const string Rest = "w = const float[6,4,3,3] seed 1 c = Conv(n, w) <pads=[1,1,1,1]> v = const float[5,6,1,1] seed 2 y = Conv(c, v) output y";
        var model = GraphText.Parse("input x: float[1,4,16,16] n = Tanh(x) " + Rest);
        var predicted = NoiseGain.Of(model, ShapeTable.Infer(model), None).Of(model.Graph.Nodes.First().Output(0), 4);
        using var runner = new OrtRunnerFactory().Load(GraphText.Parse("input x: float[1,4,16,16] n = Identity(x) " + Rest), new RunnerOptions());
        var random = new Random(3);
        for (var channel = 0; channel < 4; channel++)
        {
            var sum = 0.0;
            for (var trial = 0; trial < 40; trial++)
            {
                var noise = new float[4 * 256];
                for (var i = 0; i < 256; i++)
                {
                    noise[(channel * 256) + i] = ((random.NextSingle() * 2) - 1) * MathF.Sqrt(3); // variance 1; all else is linear
                }

                var y = runner.Run(new Sample("noise", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(1, 4, 16, 16), noise) }))[0].ToFloats();
                sum += y.Sum(value => (double)value * value) / 256; // an output element of each of the 5 channels
            }

            Assert.AreEqual(1, sum / 40 / predicted[channel], 0.3, $"channel {channel}"); // it takes the channels of the first convolution for independent
        }
    }

    private static double[] Of(string text, string value, int length)
    {
        var model = GraphText.Parse(text);
        var found = model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().Single(output => output.Name == value);
        return NoiseGain.Of(model, ShapeTable.Infer(model), None).Of(found, length);
    }
}
