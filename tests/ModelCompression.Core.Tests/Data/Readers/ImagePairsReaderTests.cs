using ModelCompression.Core.Tests.Data.Annotations;
using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class ImagePairsReaderTests
{
    private static readonly PreprocessingSpec Plain = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY","scale":0.5}}}""", "gray");

    [TestMethod]
    [DataRow(1.0, 1 / 255.0)]
    [DataRow(255.0, 1.0)]
    public void Pixels_of_the_target_are_shares_of_the_peak(double peak, double unit)
    {
        using var folder = new DataFolder();
        folder.Write("input/a.png", Png.Gray(2, 1, [0, 10]));
        folder.Write("target/a.png", Png.Gray(4, 2, [0, 1, 2, 3, 4, 5, 6, 255])); // a model that enlarges
        var dataset = Open(folder, Plain, peak);
        var sample = dataset.Read(CancellationToken.None).Single();
        var values = ((ValuesLabel)(sample.Label ?? throw new AssertFailedException())).Values;

        Assert.AreEqual(("ImagePairs", LabelKind.Values), (dataset.Format, dataset.Labels));
        foreach (var (index, value) in new[] { 0, 1, 2, 3, 4, 5, 6, 255 }.Index())
        {
            Assert.AreEqual(value * unit, values[index], 1e-12);
        }
    }

    [TestMethod]
    public void A_target_of_the_same_size_goes_through_the_steps()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("input/a.png", 4, 2);
        folder.WriteRamp("target/a.png", 4, 2);

        var sample = Open(folder, VisionData.Letterbox, 1).Read(CancellationToken.None).Single();

        Assert.HasCount(64, ((ValuesLabel)(sample.Label ?? throw new AssertFailedException())).Values);
    }

    [TestMethod]
    public void With_steps_another_size_is_refused()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("input/a.png", 4, 2);
        folder.WriteRamp("target/a.png", 8, 4);

        Coded.Error("MC2004", () => Open(folder, VisionData.Letterbox, 1).Read(CancellationToken.None).ToList(), "8 x 4", "4 x 2");
    }

    [TestMethod]
    public void A_missing_target_is_refused()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("input/a.png", 4, 2);
        folder.WriteRamp("target/b.png", 4, 2);

        Coded.Error("MC2005", () => Open(folder, Plain, 1), "'input/a.png'", "'target/a.png'");
    }

    private static Dataset Open(DataFolder folder, PreprocessingSpec spec, double peak) =>
        Dataset.Open(new DatasetSource(folder.Root, spec) { Peak = peak }, [Ports.Floats("x", 1, 1, -1, -1)]);
}
