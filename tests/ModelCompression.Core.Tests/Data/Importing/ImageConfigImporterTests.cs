using ModelCompression.Data.Importing;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Importing;

[TestClass]
public sealed class ImageConfigImporterTests
{
    private const string Resize = "\"do_resize\":true,\"size\":{\"height\":224,\"width\":224},\"resample\":3";

    private const string Values = "color=\"RGB\" exif=\"apply\" ";

    private const string Stretch = "steps=[{\"resize\":{\"mode\":\"stretch\",\"size\":{\"height\":224,\"width\":224},\"filter\":\"bicubic\",\"antialias\":true,\"precision\":\"uint8\"}}] ";

    [TestMethod]
    [DataRow(
        """{"image_processor_type":"ViTImageProcessor",RESIZE,"do_rescale":true,"rescale_factor":0.5,"do_normalize":true,"image_mean":[0.1,0.2,0.3],"image_std":[1,2,4]}""",
        Values + Stretch + "scale=0.5 mean=[0.1,0.2,0.3] std=[1,2,4] layout=\"NCHW\" dtype=\"float32\"", DisplayName = "everything said")]
    [DataRow(
        """{"feature_extractor_type":"ViTFeatureExtractor","do_resize":true,"size":224,"resample":3,"do_normalize":true,"image_mean":[0.5,0.5,0.5],"image_std":[0.5,0.5,0.5]}""",
        Values + "steps=[{\"resize\":{\"mode\":\"stretch\",\"size\":{\"height\":224,\"width\":224},\"filter\":\"bicubic\",\"antialias\":true,\"precision\":\"uint8\"}}] scale=0.00392156862745098 mean=[0.5,0.5,0.5] std=[0.5,0.5,0.5] layout=\"NCHW\" dtype=\"float32\"",
        DisplayName = "an older one, which always divides by 255")]
    [DataRow(
        """{"do_resize":false,"do_rescale":false,"do_normalize":false}""",
        Values + "steps=[] scale=1 mean=[0,0,0] std=[1,1,1] layout=\"NCHW\" dtype=\"float32\"", DisplayName = "nothing at all")]
    [DataRow(
        """{"do_resize":false,"do_rescale":true,"rescale_offset":true,"rescale_factor":0.0078125,"do_normalize":true,"image_mean":[0.5],"image_std":[2]}""",
        Values + "steps=[] scale=0.0078125 mean=[1.5,1.5,1.5] std=[2,2,2] layout=\"NCHW\" dtype=\"float32\"", DisplayName = "an offset of 1 is part of the mean")]
    [DataRow(
        """{"do_resize":false,"do_flip_channel_order":true,"do_normalize":false,"do_rescale":false}""",
        "color=\"BGR\" exif=\"apply\" steps=[] scale=1 mean=[0,0,0] std=[1,1,1] layout=\"NCHW\" dtype=\"float32\"", DisplayName = "channels the other way round")]
    public void Becomes_a_spec_by_hand(string config, string expected)
    {
        using var folder = new DataFolder();

        Assert.AreEqual(expected, Imports.Input(Imports.Load(folder, "preprocessor_config.json", config.Replace("RESIZE", Resize, StringComparison.Ordinal), Imports.Image), "pixels"));
    }

    [TestMethod]
    [DataRow("""{"image_processor_type":"CLIPImageProcessor","do_resize":true,"size":{"shortest_edge":256},"resample":2,"do_center_crop":true,"crop_size":{"height":224,"width":224}}""", "shortest 256 bilinear, crop 224 x 224")]
    [DataRow("""{"feature_extractor_type":"CLIPFeatureExtractor","do_resize":true,"size":224,"resample":3,"do_center_crop":true,"crop_size":224}""", "shortest 224 bicubic, crop 224 x 224")]
    [DataRow("""{"image_processor_type":"ConvNextImageProcessor","do_resize":true,"size":{"shortest_edge":224},"crop_pct":0.875,"resample":3}""", "shortest 256 bicubic, crop 224 x 224")]
    [DataRow("""{"image_processor_type":"ConvNextImageProcessor","do_resize":true,"size":{"shortest_edge":384},"crop_pct":0.875,"resample":3}""", "stretch 384 x 384 bicubic", 384)]
    [DataRow("""{"do_resize":true,"size":{"height":224,"width":224},"resample":0}""", "stretch 224 x 224 nearest")]
    [DataRow("""{"do_resize":true,"size":{"height":224,"width":224},"resample":1}""", "stretch 224 x 224 lanczos")]
    [DataRow("""{"do_resize":true,"size":{"height":224,"width":224},"resample":4}""", "stretch 224 x 224 area")]
    [DataRow("""{"do_resize":true,"size":{"height":224,"width":224},"resample":2,"do_center_crop":false,"crop_size":{"height":999,"width":999}}""", "stretch 224 x 224 bilinear")]
    public void Steps_follow_size_and_crop(string config, string expected, int side = 224)
    {
        using var folder = new DataFolder();
        var model = Imports.Model([Ports.Of("x", ElementType.Float, 1, 3, side, side)], []);

        using var resolved = System.Text.Json.JsonDocument.Parse(Imports.Load(folder, "preprocessor_config.json", config, model).ToResolvedJson());
        var steps = resolved.RootElement.GetProperty("inputs").GetProperty("x").GetProperty("steps").EnumerateArray().Select(step => step.TryGetProperty("resize", out var resize)
            ? $"{resize.GetProperty("mode").GetString()} {Size(resize.GetProperty("size"))} {resize.GetProperty("filter").GetString()}"
            : $"crop {Size(step.GetProperty("centerCrop"))}");

        Assert.AreEqual(expected, string.Join(", ", steps));
    }

    [TestMethod]
    [DataRow("""{"do_resize":true,"size":{"shortest_edge":256},"resample":5}""", "'resample' is 5; it must be 0 nearest")]
    [DataRow("""{"do_resize":true,"size":{"shortest_edge":256}}""", "'resample' is missing")]
    [DataRow("""{"do_resize":true,"resample":2}""", "'size' is missing")]
    [DataRow("""{"do_resize":true,"size":224,"resample":2}""", "'size' is one number", "image_processor_type")]
    [DataRow("""{"do_resize":true,"size":{"shortest_edge":256,"longest_edge":999},"resample":2}""", "'size' holds shortest_edge, longest_edge", "height and width")]
    [DataRow("""{"do_resize":true,"size":{"height":0,"width":5},"resample":2}""", "'size' holds 0", "from 1 to 16384")]
    [DataRow("""{"do_resize":true,"size":"large","resample":2}""", "'size' is \"large\"")]
    [DataRow("""{"do_resize":true,"size":{"shortest_edge":256},"resample":2,"do_center_crop":true,"crop_size":640}""", "'crop_size' 640 x 640 is larger", "256", "black frame")]
    [DataRow("""{"do_resize":true,"size":{"shortest_edge":256},"resample":2,"do_center_crop":true}""", "'crop_size' is missing")]
    [DataRow("""{"do_resize":true,"size":{"shortest_edge":256},"resample":2,"crop_pct":0.9}""", "'crop_pct'", "ConvNeXt")]
    [DataRow("""{"do_resize":true,"size":{"shortest_edge":256},"resample":2,"crop_size":224}""", "'do_center_crop' is missing beside crop_size")]
    [DataRow("""{"do_normalize":true,"image_std":[1]}""", "'image_mean' is missing")]
    [DataRow("""{"do_normalize":true,"image_mean":"x","image_std":[1]}""", "'image_mean' is \"x\"; it must be a number")]
    [DataRow("""{"do_normalize":true,"image_mean":[0,0],"image_std":[1]}""", "'inputs.pixels.mean' has 2 numbers")]
    [DataRow("""{"do_normalize":"yes"}""", "'do_normalize' is \"yes\"; it must be true or false")]
    [DataRow("""{"do_normalize":false,"do_flip":true}""", "'do_flip' is true, which may change the result", "do_resize")]
    [DataRow("""{"do_normalize":false,"do_pad":true}""", "'do_pad' is true")]
    [DataRow("""{"do_normalize":false,"size_divisor":32}""", "'size_divisor' is 32")]
    [DataRow("""{"do_flip_channel_order":true,"do_normalize":true,"image_mean":[0],"image_std":[1]}""", "'do_flip_channel_order'", "which one comes first")]
    [DataRow("""{"image_processor_type":"LevitImageProcessor","do_resize":true,"size":224}""", "\"LevitImageProcessor\", which resizes in a way of its own")]
    public void What_cannot_be_expressed_is_one_coded_error(string config, params string[] parts)
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => Imports.Load(folder, "preprocessor_config.json", config, Imports.Image), ["'preprocessor_config.json'", .. parts]);
    }

    [TestMethod]
    public void What_changes_nothing_or_is_switched_off_is_left_out()
    {
        using var folder = new DataFolder();
        const string Config = """{"do_resize":false,"do_normalize":false,"do_convert_rgb":true,"do_pad":false,"do_flip":null,"processor_class":"X","_valid_processor_keys":["images"],"num_channels":3}""";

        Assert.HasCount(1, Imports.Load(folder, "c.json", Config, Imports.Image).Inputs);
    }

    [TestMethod]
    [DataRow(ElementType.Float16, new[] { 1, 3, 8, 8 }, "layout=\"NCHW\" dtype=\"float16\"")]
    [DataRow(ElementType.Float, new[] { 1, 8, 8, 3 }, "layout=\"NHWC\" dtype=\"float32\"")]
    [DataRow(ElementType.Float, new[] { 1, 3, 3, 3 }, "layout=\"NCHW\" dtype=\"float32\"")]
    [DataRow(ElementType.Float, new[] { -1, -1, -1, -1 }, "layout=\"NCHW\" dtype=\"float32\"")]
    public void Layout_and_type_are_those_of_the_model(ElementType element, int[] dims, string expected)
    {
        using var folder = new DataFolder();
        var model = Imports.Model([Ports.Of("x", element, [.. dims.Select(dim => (long)dim)])], []);

        Assert.EndsWith(expected, Imports.Input(Imports.Load(folder, "c.json", """{"do_resize":false,"do_normalize":false}""", model), "x"));
    }

    [TestMethod]
    public void A_model_without_one_image_as_its_input_is_refused()
    {
        using var folder = new DataFolder();
        const string Config = """{"do_resize":false,"do_normalize":false}""";

        Coded.Error("MC2011", () => Imports.Load(folder, "c.json", Config, Imports.Text), "one input, an image of four axes", "input_ids, attention_mask, token_type_ids");
        Coded.Error("MC2011", () => Imports.Load(folder, "c.json", Config, Imports.Model([Ports.Floats("x", 1, 5)], [])), "its inputs are x");
    }

    private static string Size(System.Text.Json.JsonElement size) =>
        size.ValueKind == System.Text.Json.JsonValueKind.Number ? size.GetRawText() : $"{size.GetProperty("height").GetRawText()} x {size.GetProperty("width").GetRawText()}";
}
