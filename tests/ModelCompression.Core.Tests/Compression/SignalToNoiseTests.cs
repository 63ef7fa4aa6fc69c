using ModelCompression.Compression;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class SignalToNoiseTests
{
    [TestMethod]
    public void Sums_signal_and_noise_over_samples()
    {
        var ratio = new SignalToNoise();
        ratio.Add([3, 4], [3, 4.5f]);
        ratio.Add([0, 5], [0.5f, 5]);

        Assert.AreEqual(10 * Math.Log10(50 / 0.5), ratio.Decibels ?? 0, 1e-9);
    }

    [TestMethod]
    public void Without_noise_it_is_200_and_without_signal_nothing()
    {
        var exact = new SignalToNoise();
        exact.Add([1], [1]);
        var silent = new SignalToNoise();
        silent.Add([0], [1]);

        Assert.AreEqual(200, exact.Decibels);
        Assert.IsNull(silent.Decibels);
    }

    [TestMethod]
    public void Tensors_that_do_not_correspond_are_not_compared()
    {
        var ratio = new SignalToNoise();
        ratio.Add(TensorData.Floats(new Shape(2), 1, 2), TensorData.Floats(new Shape(2), 1, 2));
        ratio.Add(TensorData.Floats(new Shape(2), 1, 2), TensorData.Floats(new Shape(1), 1));

        Assert.IsNull(ratio.Decibels);
    }
}
