using System.Globalization;
using ModelCompression.Data;
using ModelCompression.Data.Images;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Inference;
using ModelCompression.Runtime.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class ImagePlacementTests
{
    /// <summary>A white rectangle in the upright picture of 12 x 8 pixels.</summary>
    private static readonly Box White = new(2, 4, 8, 6);

    public static IEnumerable<object[]> Cases =>
        from orientation in Enum.GetValues<Orientation>()
        from exif in new[] { "apply", "ignore" }
        from steps in new[]
        {
            "",
            """{"resize":{"mode":"stretch","size":[32,36],"filter":"nearest"}}""",
            """{"resize":{"mode":"letterbox","size":[40,40],"filter":"nearest","padColor":0}}""",
            """{"resize":{"mode":"letterbox","size":[24,48],"filter":"nearest","antialias":false,"padColor":0,"padAlign":"topleft"}}""",
            """{"resize":{"mode":"shortest","size":16,"filter":"nearest"}},{"centerCrop":[20,22]}""",
            """{"resize":{"mode":"longest","size":36,"filter":"nearest"}},{"pad":{"size":[50,41]}}""",
            """{"centerCrop":[10,10]},{"resize":{"mode":"stretch","size":[30,20],"filter":"nearest"}}""",
        }
        select new object[] { (int)orientation, exif, steps };

    /// <summary>Whatever the steps do to pixels they do to the box: where pixels are white, the box is, to within half a pixel of the picture.</summary>
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void A_box_lies_where_its_pixels_lie(int orientation, string exif, string steps)
    {
        var (pipeline, image, shape) = Prepare((Orientation)orientation, exif, steps);
        var output = pipeline.Run(image, "x");
        var (height, width) = ((int)output.Shape[2], (int)output.Shape[3]);
        var white = Enumerable.Range(0, width * height).Where(i => output.AsSpan<float>()[i] > 100).Select(i => (X: i % width, Y: i / width)).ToArray();
        var placed = pipeline.Place(image).Place(White);

        Assert.IsNotNull(placed, shape);
        var grain = 0.51 * Math.Max((double)width / 8, (double)height / 8);
        Assert.AreEqual(white.Min(pixel => pixel.X), placed.Left, grain);
        Assert.AreEqual(white.Min(pixel => pixel.Y), placed.Top, grain);
        Assert.AreEqual(white.Max(pixel => pixel.X) + 1, placed.Right, grain);
        Assert.AreEqual(white.Max(pixel => pixel.Y) + 1, placed.Bottom, grain);
    }

    /// <summary>A map goes the way of the pixels: class 1 where they are white, 255 in the padding, 0 elsewhere.</summary>
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void A_map_lies_where_its_pixels_lie(int orientation, string exif, string steps)
    {
        var (pipeline, image, _) = Prepare((Orientation)orientation, exif, steps);
        var output = pipeline.Run(image, "x");
        var placement = pipeline.Place(image);
        var upright = new byte[12 * 8];
        foreach (var (x, y) in from y in Enumerable.Range(4, 2) from x in Enumerable.Range(2, 6) select (x, y))
        {
            upright[(y * 12) + x] = 1;
        }

        var map = placement.Place(new Pixels(12, 8, 1, upright));

        Assert.AreEqual((output.Shape[3], output.Shape[2]), (map.Width, map.Height));
        for (var i = 0; i < map.Classes.Length; i++)
        {
            Assert.AreEqual(output.AsSpan<float>()[i] > 100, map.Classes.Span[i] == 1, FormattableString.Invariant($"{i % map.Width}, {i / map.Width}"));
            Assert.AreEqual(!placement.Picture.Meets(new Box((i % map.Width) + 0.4, (i / map.Width) + 0.4, (i % map.Width) + 0.6, (i / map.Width) + 0.6)), map.Classes.Span[i] == 255);
        }
    }

    /// <summary>12 x 8 in 24 x 24: scaled by 2, 4 rows above.</summary>
    [TestMethod]
    public void Letterbox_scales_and_shifts()
    {
        var placement = Place("""{"resize":{"mode":"letterbox","size":24}}""", 12, 8);

        Assert.AreEqual(new Box(0, 4, 24, 20), placement.Picture);
        Assert.AreEqual(new Box(4, 12, 16, 16), placement.Place(White));
    }

    /// <summary>The middle 6 columns of 12, then twice as large: what lies outside is cut, and gone when nothing is left.</summary>
    [TestMethod]
    public void A_crop_cuts_boxes()
    {
        var placement = Place("""{"centerCrop":[8,6]},{"resize":{"mode":"stretch","size":[16,12]}}""", 12, 8);

        Assert.AreEqual(new Box(0, 0, 12, 16), placement.Picture);
        Assert.AreEqual(new Box(0, 8, 10, 12), placement.Place(White));
        Assert.IsNull(placement.Place(new Box(0, 0, 3, 8)));
    }

    /// <summary>Labels may reach a little out of their picture; they are cut only where the picture is.</summary>
    [TestMethod]
    public void Without_a_crop_nothing_is_cut() => Assert.AreEqual(new Box(-1, 0, 4, 4), Place("", 12, 8).Place(new Box(-1, 0, 4, 4)));

    /// <summary>A stored picture of 8 x 12 pixels that has to be turned to the right: its top left corner is at the top right of the upright one.</summary>
    [TestMethod]
    public void Boxes_of_stored_pixels_are_turned() => Assert.AreEqual(
        new Box(10, 0, 12, 1), new ImagePlacement(new DecodedImage(new Pixels(8, 12, 1, new byte[96]), Orientation.RightTop), Spec("apply", "").Image).FromStored(new Box(0, 0, 1, 2)));

    private static ImagePlacement Place(string steps, int width, int height) =>
        new(new DecodedImage(new Pixels(width, height, 1, new byte[width * height]), Orientation.Normal), Spec("apply", steps).Image);

    private static (ImagePipeline Pipeline, DecodedImage Image, string Shape) Prepare(Orientation orientation, string exif, string steps)
    {
        var upright = new byte[12 * 8];
        foreach (var (x, y) in from y in Enumerable.Range(4, 2) from x in Enumerable.Range(2, 6) select (x, y))
        {
            upright[(y * 12) + x] = 255;
        }

        var stored = OrientationTransform.Apply(new Pixels(12, 8, 1, upright), PictureTurn.Back(orientation));
        var spec = Spec(exif, steps);
        return (new ImagePipeline(spec, Ports.Floats("x", -1, 1, -1, -1), "spec"), new DecodedImage(stored, orientation), string.Create(CultureInfo.InvariantCulture, $"{stored.Width} x {stored.Height}"));
    }

    private static ImageInputSpec Spec(string exif, string steps) =>
        (ImageInputSpec)PreprocessingSpec.Parse("""{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY","exif":"EXIF","steps":[STEPS]}}}""".Replace("EXIF", exif, StringComparison.Ordinal).Replace("STEPS", steps, StringComparison.Ordinal), "spec").Inputs["x"];
}
