using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class ResamplerTests
{
    public static IEnumerable<object[]> PillowCases =>
        GoldenCases.All().Where(item => item.Library == "Pillow" && item.Tensor.Contains(".stretch.", StringComparison.Ordinal)).Select(item => new object[] { item });

    [TestMethod]
    [DynamicData(nameof(PillowCases))]
    public void Equals_Pillow_bit_for_bit(GoldenCase golden)
    {
        var image = GoldenCases.Decode(golden.Image).Pixels;
        var filter = Enum.Parse<ResizeFilter>(golden.Filter ?? "", ignoreCase: true);

        var resized = Resampler.Resize(image, golden.Width, golden.Height, filter);

        CollectionAssert.AreEqual(GoldenCases.Tensor(golden.Tensor).Bytes.ToArray(), resized.Bytes.ToArray());
    }
}
