using ModelCompression.Data;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Runtime.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data;

[TestClass]
public sealed class PreprocessingSpecTests
{
    private const string Full = """
        {
          "schema": 1,
          "inputs": {
            "image": {
              "type": "image", "color": "BGR", "exif": "ignore",
              "steps": [
                { "resize": { "mode": "letterbox", "size": [480, 640], "filter": "lanczos", "antialias": true, "padColor": [1, 2, 3], "padAlign": "topleft" } },
                { "resize": { "mode": "shortest", "size": 256 } },
                { "pad": { "size": { "height": 300, "width": 400 }, "padColor": 7 } },
                { "centerCrop": 224 }
              ],
              "scale": 0.00392156862745098, "mean": [0.485, 0.456, 0.406], "std": 0.5, "layout": "NHWC", "dtype": "float16"
            },
            "ids": { "type": "tensor" }
          },
          "outputs": { "logits": { "decode": "softmax-topk" } }
        }
        """;

    [TestMethod]
    public void Reads_every_field()
    {
        var spec = PreprocessingSpec.Parse(Full, "full");

        var image = ((ImageInputSpec)spec.Inputs["image"]).Image;
        var letterbox = (ResizeStep)image.Steps[0];
        Assert.AreEqual((ColorOrder.Bgr, false, TensorLayout.Nhwc, ImageElement.Float16), (image.Color, image.ApplyExif, image.Layout, image.Element));
        Assert.AreEqual(new PixelSize(640, 480), letterbox.Size);
        Assert.AreEqual((ResizeMode.Letterbox, ResizeFilter.Lanczos, PadAlign.TopLeft), (letterbox.Mode, letterbox.Filter, letterbox.PadAlign));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, letterbox.PadColor.ToArray());
        Assert.AreEqual(new PixelSize(256, 256), ((ResizeStep)image.Steps[1]).Size);
        Assert.AreEqual(new PixelSize(400, 300), ((PadStep)image.Steps[2]).Size);
        CollectionAssert.AreEqual(new byte[] { 7, 7, 7 }, ((PadStep)image.Steps[2]).PadColor.ToArray());
        Assert.AreEqual(new PixelSize(224, 224), ((CenterCropStep)image.Steps[3]).Size);
        CollectionAssert.AreEqual(new[] { 0.5, 0.5, 0.5 }, image.Std.ToArray());
        Assert.IsInstanceOfType<TensorInputSpec>(spec.Inputs["ids"]);
        Assert.AreEqual("softmax-topk", spec.Outputs["logits"].Decode);
    }

    [TestMethod]
    public void Writes_every_default_out()
    {
        var resolved = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch","size":8}}]}}}""", "short").ToResolvedJson();

        Assert.AreEqual(
            """{"schema":1,"inputs":{"x":{"type":"image","color":"RGB","exif":"apply","steps":[{"resize":{"mode":"stretch","size":{"height":8,"width":8},"filter":"bilinear","antialias":true,"precision":"uint8"}}],"scale":1,"mean":[0,0,0],"std":[1,1,1],"layout":"NCHW","dtype":"float32"}},"outputs":{}}""",
            string.Concat(resolved.Where(letter => !char.IsWhiteSpace(letter))));
    }

    [TestMethod]
    public void Reads_its_resolved_form_back_to_the_same()
    {
        var spec = PreprocessingSpec.Parse(Full, "full");
        var again = PreprocessingSpec.Parse(spec.ToResolvedJson(), "resolved");

        Assert.AreEqual(spec.ToResolvedJson(), again.ToResolvedJson());
        Assert.AreEqual(spec.ContentHash(), again.ContentHash());
        Assert.AreNotEqual(spec.ContentHash(), PreprocessingSpec.Parse(Full.Replace("0.485", "0.486", StringComparison.Ordinal), "other").ContentHash());
    }

    [TestMethod]
    [DataRow("""{"inputs":{}}""", "'schema' is missing")]
    [DataRow("""{"schema":2,"inputs":{}}""", "'schema' holds 2")]
    [DataRow("""{"schema":1}""", "'inputs' is missing")]
    [DataRow("""{"schema":1,"inputs":{},"more":1}""", "'more' is not a known key; allowed here: schema, inputs, outputs")]
    [DataRow("""{"schema":1,"inputs":{"x":{}}}""", "'inputs.x.type' is missing; it must be one of \"image\", \"text\", \"audio\", \"constant\", \"tensor\"")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"words"}}}""", "'inputs.x.type' is \"words\"")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","colour":"RGB"}}}""", "'inputs.x.colour' is not a known key; allowed here: type, color")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","color":"rgb"}}}""", "one of \"RGB\", \"BGR\", \"GRAY\"")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","mean":[1,2]}}}""", "'inputs.x.mean' has 2 numbers; the image has 3 channels")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","std":[1,0,1]}}}""", "'inputs.x.std' must not hold 0")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","scale":"1"}}}""", "'inputs.x.scale'")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","scale":1e999}}}""", "'inputs.x.scale'")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","dtype":"uint8","scale":2}}}""", "'inputs.x.dtype'")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"crop":1}]}}}""", "'inputs.x.steps[0].crop' is not a known key; allowed here: resize, centerCrop, pad")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"size":8}}]}}}""", "'inputs.x.steps[0].resize.mode' is missing")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch"}}]}}}""", "'inputs.x.steps[0].resize.size' is missing")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"shortest","size":[8,8]}}]}}}""", "one number")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch","size":0}}]}}}""", "from 1 to")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch","size":8,"padColor":1}}]}}}""", "letterbox")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch","size":8,"filter":"lanczos","antialias":false}}]}}}""", "antialias' must be true")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch","size":8,"precision":"float32","antialias":false}}]}}}""", "antialias' must be true")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch","size":8,"precision":"float"}}]}}}""", "one of \"uint8\", \"float32\"")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","dtype":"uint8","steps":[{"resize":{"mode":"stretch","size":8,"precision":"float32"}}]}}}""", "'inputs.x.dtype'")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"resize":{"mode":"stretch","size":8,"precision":"float32"}},{"resize":{"mode":"stretch","size":4}}]}}}""", "'inputs.x.steps'")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"centerCrop":[1,2,3]}]}}}""", "[height, width]")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"image","steps":[{"centerCrop":8,"pad":{"size":8}}]}}}""", "exactly one")]
    [DataRow("""{"schema":1,"inputs":{"x":{"type":"tensor","from":"pb"}}}""", "'inputs.x.from'")]
    [DataRow("""{"schema":1,"inputs":{},"outputs":{"y":{"decode":"yolo"}}}""", "'outputs.y.decode' is \"yolo\"")]
    [DataRow("""{"schema":1,"schema":1,"inputs":{}}""", "no valid JSON")]
    [DataRow("""{"schema":1,""", "no valid JSON")]
    [DataRow("""{"schema":1,"inputs":{"\ud800":{"type":"image"}}}""", "no valid JSON")]
    [DataRow("[]", "must be an object")]
    public void Names_the_key_and_what_is_allowed(string json, string part) =>
        Coded.Error("MC2011", () => PreprocessingSpec.Parse(json, "x.pre.json"), "Preprocessing spec 'x.pre.json'", part);

    [TestMethod]
    public void Loads_files_with_a_byte_order_mark_and_names_missing_ones()
    {
        using var folder = new DataFolder();

        Assert.HasCount(1, PreprocessingSpec.Load(folder.Write("a.json", "\uFEFF{\"schema\":1,\"inputs\":{\"x\":{\"type\":\"image\"}}}")).Inputs);
        Coded.Error("MC2011", () => PreprocessingSpec.Load(folder.PathOf("b.json")), "'b.json'", "does not exist");
    }
}
