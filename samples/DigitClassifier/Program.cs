using DigitClassifier;
using Microsoft.ML.OnnxRuntime;

// Classifies the MNIST test digits with the compressed model through the generated class Digits, and with the original beside it.
// Digits.Preprocess does what models/digits.pre.json says: as in the build, where the accuracy was checked.
var images = DigitImages.Load(Path.Combine(AppContext.BaseDirectory, "data"));
var originalPath = Path.Combine(AppContext.BaseDirectory, "original", "digits.onnx");

using var options = new SessionOptions { IntraOpNumThreads = 1 };
using var digits = new Digits(options);
using var original = new OriginalDigits(originalPath, options);

var compressedResult = Measurement.Of(images, pixels => digits.Run(Digits.Preprocess(pixels, DigitImages.Side, DigitImages.Side, Digits.PixelFormat.Gray)).Logits);
var originalResult = Measurement.Of(images, original.Run);

using var compressedModel = Digits.OpenModel();
Console.WriteLine();
Console.WriteLine($"{"",-12}{"accuracy",10}{"bytes",12}{"us / image",12}");
Print("original", originalResult, new FileInfo(originalPath).Length);
Print("compressed", compressedResult, compressedModel.Length);
Console.WriteLine();
Console.WriteLine($"Build: {Digits.CompressionSummary ?? "not compressed"}");
return 0;

static void Print(string name, Measurement result, long bytes) =>
    Console.WriteLine($"{name,-12}{result.Accuracy,10:P2}{bytes,12:N0}{result.MicrosecondsPerImage,12:0.0}");
