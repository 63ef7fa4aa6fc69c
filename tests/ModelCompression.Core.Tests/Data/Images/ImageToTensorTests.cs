using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class ImageToTensorTests
{
    private static readonly ImageStep[] Unrounded = [new ResizeStep(ResizeMode.Stretch, new PixelSize(3, 2), ResizeFilter.Nearest, true, ResizePrecision.Float32, [0], PadAlign.Center)];

    [TestMethod]
    [DataRow(nameof(TensorLayout.Nchw))]
    [DataRow(nameof(TensorLayout.Nhwc))]
    public void Floats_and_bytes_are_normalized_alike(string layout)
    {
        var bytes = new byte[3 * 2 * 3];
        new Random(1).NextBytes(bytes);
        var image = new Pixels(3, 2, 3, bytes);

        CollectionAssert.AreEqual(Make<float>(image, layout, []), Make<float>(image, layout, Unrounded));
        CollectionAssert.AreEqual(Make<Half>(image, layout, []), Make<Half>(image, layout, Unrounded));
        CollectionAssert.AreEqual(Make<float>(image, layout, []).Select(value => (Half)value).ToArray(), Make<Half>(image, layout, []));
    }

    [TestMethod]
    public void Refuses_an_image_that_ends_with_another_size_than_the_model_takes()
    {
        var conversion = new ImageToTensor<float>(Spec(nameof(TensorLayout.Nchw), []), new PixelSize(4, 2));
        var image = new Pixels(2, 4, 3, new byte[24]);

        var problem = Assert.ThrowsExactly<ArgumentException>(() => conversion.Prepare(image, Orientation.Normal));

        Assert.Contains("The image becomes 2 x 4 pixels; the model takes 4 x 2.", problem.Message);
        Assert.AreEqual(4, conversion.Prepare(image, Orientation.RightTop).Width);
    }

    private static T[] Make<T>(Pixels image, string layout, ImageStep[] steps)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var conversion = new ImageToTensor<T>(Spec(layout, steps));
        return conversion.Values(conversion.Prepare(image, Orientation.Normal));
    }

    private static ImageSpec Spec(string layout, ImageStep[] steps) =>
        new(ColorOrder.Bgr, true, steps, 0.0039, [0.1, 0.2, 0.3], [0.5, 0.7, 0.9], Enum.Parse<TensorLayout>(layout), ImageElement.Float32);
}
