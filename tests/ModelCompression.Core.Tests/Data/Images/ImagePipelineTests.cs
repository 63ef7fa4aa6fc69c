using ModelCompression.Data;
using ModelCompression.Data.Images;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Inference;
using ModelCompression.Runtime.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class ImagePipelineTests
{
    [TestMethod]
    public void Turns_a_photograph_by_its_EXIF_orientation_unless_told_not_to()
    {
        var size = GoldenCases.Tensor("exif6.size.npy").ToInt64s();
        Assert.AreEqual(Orientation.RightTop, GoldenCases.Decode("exif6.jpg").Orientation);

        Assert.AreEqual($"1x{size[1]}x{size[0]}x3", Run("exif6.jpg", """ "layout":"NHWC" """, ElementType.Float, 1, size[1], size[0], 3).Shape.ToString());
        Assert.AreEqual($"1x{size[0]}x{size[1]}x3", Run("exif6.jpg", """ "layout":"NHWC","exif":"ignore" """, ElementType.Float, 1, size[0], size[1], 3).Shape.ToString());
    }

    [TestMethod]
    public void Orders_channels_and_axes_and_applies_mean_and_std_in_channel_order()
    {
        var image = new DecodedImage(new Pixels(2, 1, 3, new byte[] { 10, 20, 30, 40, 50, 60 }), Orientation.Normal);

        var planes = Run(image, """ "color":"BGR","mean":[1,2,3],"std":[1,2,4] """, Ports.Floats("x", -1, 3, 1, 2));
        var pixels = Run(image, """ "color":"RGB","layout":"NHWC","scale":2 """, Ports.Floats("x", -1, 1, 2, 3));

        CollectionAssert.AreEqual(new[] { 29, 59, 9, 24, 1.75f, 9.25f }, planes.ToFloats());
        CollectionAssert.AreEqual(new float[] { 20, 40, 60, 80, 100, 120 }, pixels.ToFloats());
    }

    [TestMethod]
    public void Makes_half_floats()
    {
        var image = new DecodedImage(new Pixels(1, 1, 1, new byte[] { 3 }), Orientation.Normal);

        var tensor = Run(image, """ "color":"GRAY","scale":0.5,"dtype":"float16" """, Ports.Of("x", ElementType.Float16, 1, 1, 1, 1));

        Assert.AreEqual((Half)1.5, tensor.AsSpan<Half>()[0]);
    }

    [TestMethod]
    public void Refuses_another_type_or_fixed_size_than_the_input_takes_before_any_image_is_read()
    {
        var image = new DecodedImage(new Pixels(1, 1, 1, new byte[] { 3 }), Orientation.Normal);

        Coded.Error("MC2004", () => Run(image, """ "dtype":"float16" """, Ports.Floats("x", -1, 3, 1, 1)), "inputs.x.dtype", "Float16");
        Coded.Error("MC2004", () => Build(""" "steps":[{"centerCrop":[4,8]}] """, Ports.Floats("x", -1, 3, 8, 4)), "3x4x8", "batchx3x8x4");
        Coded.Error("MC2004", () => Build(""" "layout":"NHWC","steps":[{"centerCrop":8}] """, Ports.Floats("x", -1, 3, 8, 8)), "8x8x3", "batchx3x8x8");
    }

    [TestMethod]
    public void Decodes_and_resizes_without_memory_per_pixel()
    {
        var spec = Spec(""" "steps":[{"resize":{"mode":"stretch","size":64}}] """);
        var pipeline = new ImagePipeline(spec, Ports.Floats("x", -1, 3, 64, 64), "spec");
        var image = new DecodedImage(new Pixels(512, 512, 3, new byte[512 * 512 * 3]), Orientation.Normal);
        pipeline.Run(image, "warm");
        var before = GC.GetAllocatedBytesForCurrentThread();

        pipeline.Run(image, "measured");

        Assert.IsLessThan(300_000, GC.GetAllocatedBytesForCurrentThread() - before); // 98 kB between the passes, 12 kB of pixels, 49 kB of floats, the kernels
    }

    private static TensorData Run(string image, string fields, ElementType element, params long[] dims) =>
        Run(GoldenCases.Decode(image), fields, Ports.Of("x", element, dims));

    private static TensorData Run(DecodedImage image, string fields, Port input) => Build(fields, input).Run(image, "image");

    private static ImagePipeline Build(string fields, Port input) => new(Spec(fields), input, "spec");

    private static ImageInputSpec Spec(string fields) =>
        (ImageInputSpec)PreprocessingSpec.Parse("""{"schema":1,"inputs":{"x":{"type":"image",""" + fields + "}}}", "spec").Inputs["x"];
}
