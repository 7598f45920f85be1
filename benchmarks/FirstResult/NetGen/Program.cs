using NetGen;

// Prints LeNet-5's answer for an image of zeros, and its score: from the start of the process to the first result.
var network = LeNet5.Load(args[0]);
network.Threads = 1;
var scores = new float[LeNet5.OutputLength];
network.Forward(new float[LeNet5.InputLength], scores);
var best = 0;
for (var i = 1; i < scores.Length; i++)
    if (scores[i] > scores[best]) best = i;
Console.WriteLine($"{best}: {scores[best]:F4}");

/// <summary>LeNet-5 with rectifiers and maximum pools.</summary>
[Network]
[Input(28, 28, 1)]
[Conv(5, 6, Pad = 2), Relu, MaxPool(2), Conv(5, 16), Relu, MaxPool(2)]
[Dense(120), Relu, Dense(84), Relu, Dense(10)]
public sealed partial class LeNet5;
