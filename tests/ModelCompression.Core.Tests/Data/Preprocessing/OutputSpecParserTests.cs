using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Preprocessing;

[TestClass]
public sealed class OutputSpecParserTests
{
    [TestMethod]
    public void Limits_of_boxes_are_those_accuracy_is_measured_with() =>
        Assert.AreEqual(new DetectionLimits(0.001, 0.7, 300, false, true), Read("""{"decode":"yolo-v8"}""").Outputs["y"].Detection);

    [TestMethod]
    public void Reads_every_limit() => Assert.AreEqual(
        new DetectionLimits(0.25, 0.45, 100, true, false),
        Read("""{"decode":"yolo-v5","confidence":0.25,"iou":0.45,"maxDetections":100,"classAgnostic":true,"multiLabel":false}""").Outputs["y"].Detection);

    [TestMethod]
    [DataRow("""{"decode":"yolo-v8"}""", """{"decode":"yolo-v8","confidence":0.001,"maxDetections":300,"iou":0.7,"classAgnostic":false,"multiLabel":true}""")]
    [DataRow("""{"decode":"yolo-nms","confidence":0.5}""", """{"decode":"yolo-nms","confidence":0.5,"maxDetections":300}""")]
    [DataRow("""{"decode":"identity","peak":255}""", """{"decode":"identity","peak":255,"threshold":0.5}""")]
    [DataRow("""{"decode":"identity"}""", """{"decode":"identity","peak":1,"threshold":0.5}""")]
    [DataRow("""{"decode":"softmax-topk"}""", """{"decode":"softmax-topk"}""")]
    public void Writes_what_belongs_to_the_decoding_and_reads_it_back(string output, string resolved)
    {
        var written = string.Concat(Read(output).ToResolvedJson().Where(letter => !char.IsWhiteSpace(letter)));

        Assert.AreEqual($$$"""{"schema":1,"inputs":{},"outputs":{"y":{{{resolved}}}}}""", written);
        Assert.AreEqual(Read(resolved).ContentHash(), Read(output).ContentHash());
    }

    [TestMethod]
    [DataRow("""{"decode":"softmax-topk","confidence":0.5}""", "'outputs.y.confidence' belongs to decode \"yolo-v5\", \"yolo-v8\", \"yolo-nms\" only")]
    [DataRow("""{"decode":"yolo-nms","iou":0.5}""", "'outputs.y.iou' belongs to")]
    [DataRow("""{"decode":"yolo-v8","peak":2}""", "'outputs.y.peak' belongs to")]
    [DataRow("""{"decode":"yolo-v8","confidence":1.5}""", "'outputs.y.confidence' is 1.5; it must be a number from 0 to 1")]
    [DataRow("""{"decode":"yolo-v8","iou":-1}""", "'outputs.y.iou' is -1")]
    [DataRow("""{"decode":"yolo-v8","maxDetections":0}""", "from 1 to 30000")]
    [DataRow("""{"decode":"yolo-v8","classAgnostic":1}""", "must be true or false")]
    [DataRow("""{"decode":"identity","peak":0}""", "'outputs.y.peak' is 0")]
    [DataRow("""{"decode":"yolo-v8","nms":true}""", "'outputs.y.nms' is not a known key")]
    public void Names_what_is_wrong(string output, string part) => Coded.Error("MC2011", () => Read(output), part);

    private static PreprocessingSpec Read(string output) => PreprocessingSpec.Parse($$$"""{"schema":1,"inputs":{},"outputs":{"y":{{{output}}}}}""", "x");
}
