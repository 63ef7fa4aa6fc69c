using System.Text.Json;

namespace ModelCompression.FakeEngine;

/// <summary>One run of the fake engine.</summary>
internal sealed class FakeRun(IReadOnlyList<FakeItem> items)
{
    public int Run(string behaviour)
    {
        switch (behaviour)
        {
            case "Gate":
                return Fail("MC1001", "Top1 0.5 is below 0.9", 1);
            case "UserError":
                return Fail("MC2005", "Data set 'nowhere' does not exist.", 2);
            case "Bug":
                return Fail("MC9001", "A bug.", 70);
            case "Crash":
                Console.Error.WriteLine("something went wrong");
                Environment.FailFast("crash");
                return 0;
            case "Hang":
                Console.WriteLine("""{"t":"progress","item":"","message":"hanging"}""");
                return WaitForTheEndOfInput();
            case "Deaf":
                Thread.Sleep(Timeout.Infinite);
                return 0;
            case "Spam":
                Enumerable.Range(0, 5000).ToList().ForEach(number => Console.Error.WriteLine($"line {number} error MC1: 5.1 %"));
                return 70;
            case "Garbage":
                Console.WriteLine("no JSON {");
                Console.WriteLine("""{"t":"error","code":1}""");
                return 0;
            case "Silent":
                Done();
                return 1;
            case "Diagnostics":
                Diagnostics();
                return Succeed(items);
            case "NoOutput":
                Done();
                return 0;
            default:
                return Succeed(items);
        }
    }

    private static int Succeed(IReadOnlyList<FakeItem> items)
    {
        foreach (var item in items)
        {
            File.Copy(item.Model, item.Output, overwrite: true);
            File.SetLastWriteTimeUtc(item.Output, DateTime.UnixEpoch.AddYears(40)); // as a copy out of a cache has it
            File.WriteAllText(item.Summary, """{"summary":"fake"}""");
            Directory.CreateDirectory(item.ReportDirectory);
            File.WriteAllText(Path.Combine(item.ReportDirectory, "report.json"), "{}");
            Write(("t", "summary"), ("item", item.Id), ("work", "compressed"), ("message", $"{Path.GetFileName(item.Model)}: 1.7 MB -> 0.4 MB"));
        }

        Done();
        return 0;
    }

    private int Fail(string code, string message, int exit)
    {
        File.Delete(items[0].Output);
        Write(("t", "error"), ("code", code), ("item", items[0].Id), ("file", ""), ("message", message));
        Done();
        return exit;
    }

    private void Diagnostics()
    {
        Write(("t", "progress"), ("item", items[0].Id), ("message", "calibrating {0} \"ü\"\nline"));
        Write(("t", "warning"), ("code", "MC0005"), ("item", items[0].Id), ("file", "data/cal.npz"), ("message", "a warning"));
        Write(("t", "note"), ("code", "MC3001"), ("item", items[0].Id), ("file", ""), ("message", "a note"));
    }

    private static int WaitForTheEndOfInput()
    {
        while (Console.In.Read() >= 0)
        {
        }

        return 2;
    }

    private static void Done() => Write(("t", "done"));

    private static void Write(params (string Name, string Value)[] fields) =>
        Console.WriteLine(JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value)));
}
