using System.CommandLine;
using System.CommandLine.Help;
using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Reporting;

namespace ModelCompression.Engine.Cli;

/// <summary>The command line <c>modelc</c>.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments, Func<IModelRunnerFactory> runners)
    {
        var catalog = new Catalog();
        var root = Create(catalog, runners);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var errors = parsed.Errors.Select(error => Diagnostic.Error(Codes.InvalidOption, error.Message)).ToList();
            return Refuse(errors, arguments.Contains("--json"), parsed.CommandResult.Command.Name);
        }

        return parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).GetAwaiter().GetResult();
    }

    public static Command Create(Catalog catalog, Func<IModelRunnerFactory> runners)
    {
        var root = new Command("modelc", "Compresses ONNX models, measures what it cost, and refuses what costs too much.");
        root.Add(new HelpOption { Recursive = true, Action = new HelpWithExamples() });
        root.Add(new VersionOption());
        root.Add(CompressCommand.Create(catalog, runners));
        root.Add(EvaluateCommand.Create(catalog, runners));
        root.Add(InspectCommand.Create());
        return root;
    }

    /// <summary>Options of the command line for the definitions that <paramref name="wanted"/> accepts, in their order.</summary>
    public static IReadOnlyList<(OptionDefinition Definition, Option<string> Option)> OptionsFor(Catalog catalog, Func<OptionDefinition, bool> wanted) =>
        [.. new OptionDefinitions(catalog).All.Where(definition => !definition.ProjectOnly && wanted(definition)).Select(definition => (definition, OptionFor(definition)))];

    /// <summary>The texts the user gave, by option name.</summary>
    public static IReadOnlyDictionary<string, string> ValuesOf(ParseResult parsed, IReadOnlyList<(OptionDefinition Definition, Option<string> Option)> options) =>
        options.Select(option => (option.Definition.Name, Value: parsed.GetValue(option.Option)))
            .Where(option => option.Value is not null)
            .ToDictionary(option => option.Name, option => option.Value ?? "", StringComparer.Ordinal);

    private static Option<string> OptionFor(OptionDefinition definition)
    {
        var choices = definition.Choices is { } allowed ? $" One of: {string.Join(", ", allowed)}." : "";
        var fallback = definition.Default.Length > 0 ? $" Default: {definition.Default}." : "";
        return new Option<string>("--" + definition.KebabName)
        {
            Description = definition.Help + choices + fallback,
            Hidden = definition.Choices is { Count: 1 }, // nothing to choose yet; accepted all the same
            HelpName = definition.Kind switch
            {
                OptionKind.Choice or OptionKind.Choices => "name",
                OptionKind.Number or OptionKind.Integer => "number",
                OptionKind.Size => "size",
                OptionKind.Path => "path",
                _ => "text",
            },
        };
    }

    private static int Refuse(IReadOnlyList<Diagnostic> errors, bool json, string command)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine(PlainLines.One(error.ToString()));
        }

        Console.Error.WriteLine($"See 'modelc {(command == "modelc" ? "" : command + " ")}--help'.");
        if (json)
        {
            Console.Out.WriteLine(ReportBuilder.OfError("", EngineHost.Version, errors).ToJson());
        }

        return ExitCode.UserError;
    }
}
