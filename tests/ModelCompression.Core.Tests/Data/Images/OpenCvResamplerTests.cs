using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class OpenCvResamplerTests
{
    public static IEnumerable<object[]> Stretched => ImagePipelineTests.Cases("OpenCV", ".stretch.");

    [TestMethod]
    [DynamicData(nameof(Stretched))]
    public void Is_within_one_grey_level_of_OpenCV(GoldenCase golden)
    {
        var image = GoldenCases.Decode(golden.Image).Pixels;
        var filter = Enum.Parse<ResizeFilter>(golden.Filter ?? "", ignoreCase: true);

        var resized = OpenCvResampler.Resize(image, golden.Width, golden.Height, filter).Bytes.ToArray();

        var expected = GoldenCases.Tensor(golden.Tensor).Bytes.ToArray();
        Assert.HasCount(expected.Length, resized);
        Assert.IsLessThanOrEqualTo(golden.Filter == "nearest" ? 0 : 1, expected.Zip(resized, (one, other) => Math.Abs(one - other)).Max());
    }
}
