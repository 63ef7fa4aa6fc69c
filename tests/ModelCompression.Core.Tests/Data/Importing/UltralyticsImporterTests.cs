using ModelCompression.Data;
using ModelCompression.Data.Importing;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Importing;

[TestClass]
public sealed class UltralyticsImporterTests
{
    private const string Names = "{0: 'cat', 1: 'dog'}";

    private const string Letterbox =
        """color="RGB" exif="apply" steps=[{"resize":{"mode":"letterbox","size":{"height":32,"width":64},"filter":"bilinear","antialias":false,"precision":"uint8","padColor":[114,114,114],"padAlign":"center"}}] scale=0.00392156862745098 mean=[0,0,0] std=[1,1,1] layout="NCHW" dtype="float32" """;

    [TestMethod]
    [DataRow(new[] { 1, 6, 84 }, "yolo-v8")]
    [DataRow(new[] { 1, 84, 7 }, "yolo-v5")]
    [DataRow(new[] { 1, 300, 6 }, "yolo-nms")]
    [DataRow(new[] { -1, 6, -1 }, "yolo-v8")]
    public void A_detector_gets_a_letterbox_and_the_decoding_of_its_head(int[] output, string decode)
    {
        var spec = Load(output, ("task", "detect"), ("names", Names), ("imgsz", "[32, 64]"), ("stride", "32"));

        Assert.AreEqual(Letterbox.TrimEnd(), Imports.Input(spec, "images"));
        Assert.AreEqual(decode, spec.Outputs["output0"].Decode);
        CollectionAssert.AreEqual((string[])["cat", "dog"], spec.ClassNames?.ToArray());
        Assert.IsEmpty(spec.Files);
    }

    [TestMethod]
    public void The_resolved_copy_is_an_ordinary_spec()
    {
        using var folder = new DataFolder();
        var resolved = Load([1, 6, 84], ("task", "detect"), ("names", Names)).ToResolvedJson();

        Assert.AreEqual(resolved, PreprocessingSpec.Load(folder.Write("again.pre.json", resolved)).ToResolvedJson());
    }

    /// <summary>YOLOv5 says neither task nor size.</summary>
    [TestMethod]
    public void Names_alone_make_a_detector_of_the_input_s_size() => Assert.AreEqual(Letterbox.TrimEnd(), Imports.Input(Load([1, 84, 7], ("names", Names), ("stride", "32")), "images"));

    [TestMethod]
    public void A_classifier_gets_the_shorter_side_and_a_crop()
    {
        var model = Imports.Model([Ports.Floats("images", 1, 3, 64, 64)], [Ports.Floats("output0", 1, 2)], ("task", "classify"), ("names", Names), ("imgsz", "[64, 64]"));
        var spec = SpecImporters.Load(SpecImporters.Metadata, model);

        Assert.Contains("""steps=[{"resize":{"mode":"shortest","size":64,"filter":"bilinear","antialias":true,"precision":"uint8"}},{"centerCrop":{"height":64,"width":64}}]""", Imports.Input(spec, "images"));
        Assert.AreEqual("softmax-topk", spec.Outputs["output0"].Decode);
    }

    [TestMethod]
    public void Masks_and_key_points_are_not_decoded()
    {
        Assert.IsEmpty(Load([1, 38, 84], ("task", "segment"), ("names", Names)).Outputs);
        Assert.IsEmpty(Load([1, 56, 84], ("task", "pose"), ("names", "{0: 'person'}")).Outputs);
    }

    [TestMethod]
    public void Names_that_two_classes_share_tell_neither() => Assert.IsNull(Load([1, 6, 84], ("task", "detect"), ("names", "{0: 'crane', 1: 'crane'}")).ClassNames);

    [TestMethod]
    [DataRow("", "", "there are none")]
    [DataRow("author", "somebody", "found are author")]
    [DataRow("names", "cat, dog", "'names' is no list")]
    [DataRow("names", Names, "is none of a detector with 2 classes", "1 x 6 x boxes", 1, 99, 84)]
    [DataRow("task", "draw", "'task' is 'draw'")]
    [DataRow("imgsz", "[640, 640]", "'imgsz' is '[640, 640]', but the model's input takes 32 x 64")]
    [DataRow("imgsz", "[640, x]", "'imgsz' is '[640, x]'", "height and width")]
    [DataRow("imgsz", "[99999]", "'imgsz' is '[99999]'")]
    public void What_does_not_fit_is_one_coded_error(string key, string value, string part, string other = "", params int[] output)
    {
        (string, string)[] metadata = key switch
        {
            "" => [],
            "imgsz" => [("names", Names), (key, value)],
            _ => [(key, value)],
        };

        Coded.Error("MC2011", () => Load(output.Length == 0 ? [1, 6, 84] : output, metadata), "The model's metadata", part, other);
    }

    [TestMethod]
    public void The_size_must_be_said_somewhere()
    {
        var model = Imports.Model([Ports.Floats("images", 1, 3, -1, -1)], [Ports.Floats("output0", 1, 6, -1)], ("names", Names));

        Coded.Error("MC2011", () => SpecImporters.Load(SpecImporters.Metadata, model), "'imgsz' is missing");
    }

    private static PreprocessingSpec Load(int[] output, params (string, string)[] metadata) => SpecImporters.Load(
        SpecImporters.Metadata, Imports.Model([Ports.Floats("images", 1, 3, 32, 64)], [Ports.Floats("output0", [.. output.Select(dim => (long)dim)])], metadata));
}
