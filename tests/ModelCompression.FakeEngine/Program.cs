using System.Text.Json;

namespace ModelCompression.FakeEngine;

/// <summary>
/// The protocol of the engine without an engine. The metadatum <c>Fake</c> of the first item chooses: nothing (the model is copied), <c>Gate</c>, <c>UserError</c>,
/// <c>Crash</c>, <c>Hang</c>, <c>Spam</c>, <c>Garbage</c>, <c>NoOutput</c>, <c>Silent</c>, <c>Diagnostics</c>. Every request is kept in the cache folder.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not ["request", var path])
        {
            Console.Error.WriteLine("usage: request <file>");
            return 70;
        }

        using var request = JsonDocument.Parse(File.ReadAllBytes(path));
        Record(request.RootElement.GetProperty("cacheDirectory").GetString() ?? "", path);
        var items = request.RootElement.GetProperty("items").EnumerateArray().Select(item => new FakeItem(item)).ToList();
        return new FakeRun(items).Run(items[0].Behaviour);
    }

    private static void Record(string folder, string path)
    {
        if (folder.Length > 0)
        {
            Directory.CreateDirectory(folder);
            var number = Directory.GetFiles(folder, "request-*.json").Length;
            File.WriteAllText(Path.Combine(folder, $"process-{number}.txt"), Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            File.Copy(path, Path.Combine(folder, $"request-{number}.json"));
            File.WriteAllLines(
                Path.Combine(folder, $"environment-{number}.txt"),
                Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal).Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}"));
        }
    }
}
